package generate

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/format"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Render writes the plan as a configuration file in the layout of stalcfg fmt.
// The error is about a section that does not exist.
func Render(p *Plan, o RenderOptions) ([]byte, error) {
	if err := checkSections(o.Only); err != nil {
		return nil, err
	}
	text := render(p, o)
	doc := dialect.Parse(source.New("config.toml", text), p.Inputs.Version.Generation())
	out, err := format.Format(doc, format.Options{})
	if err != nil {
		return nil, fmt.Errorf("cannot write the plan: %w", err)
	}
	if len(o.Only) == 0 {
		mark := p.mark(func(s *Setting) bool { return !s.Default })
		if !o.NoComments {
			mark = markTitle + "\n" + mark
		}
		out = append(out, "\n"+mark+"\n"...)
	}
	return out, nil
}

// render writes the plan table by table.
func render(p *Plan, o RenderOptions) []byte {
	var b bytes.Buffer
	if len(o.Only) == 0 {
		head(&b, p, o)
	}
	table, section := "", ""
	for i := range p.Settings {
		s := &p.Settings[i]
		if s.Default || len(o.Only) > 0 && !slices.Contains(o.Only, s.Section) {
			continue
		}
		t, key := split(s.Key)
		if t != table {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			if s.Section != section && !o.NoComments {
				comment(&b, titles[s.Section])
			}
			section = s.Section
			b.WriteString("[" + t + "]\n")
			table = t
		}
		s.write(&b, key, o)
	}
	return b.Bytes()
}

// titles introduce the sections.
var titles = map[string]string{
	"listeners": "Listeners: max-connections counts for each by itself.",
	"tls":       "Certificates.",
	"store":     "Where the data is.",
	"directory": "Who has an account.",
	"admin":     "The administrator who works without a directory.",
	"cluster":   "The place of this node in the cluster.",
	"log":       "The server's log.",
	"limits":    "What one account or request may take.",
	"queue":     "Deliveries at a time. The first start stores queues of its own, local, remote, dsn and report, over\n# what a file says of them; these take their place.",
	"cache":     "Caches, in bytes. They are lost and made anew at a restart.",
}

func comment(b *bytes.Buffer, text string) {
	if text != "" {
		b.WriteString("# " + text + "\n")
	}
}

// head says what the file is for, to people and to stalcfg.
func head(b *bytes.Buffer, p *Plan, o RenderOptions) {
	in := &p.Inputs
	if !o.NoComments {
		who := "a Stalwart " + in.Version.Line() + " server"
		if in.Node.Cluster {
			who = "a node of a Stalwart " + in.Version.Line() + " cluster"
		}
		comment(b, fmt.Sprintf("%s: %s for %d users.", in.Hostname, who, in.Workload.Users))
		from := ""
		if in.Profile != "" {
			from = " from the profile " + in.Profile
		}
		comment(b, "Made by stalcfg generate"+from+"; --explain shows every number with its formula.")
	}
	comment(b, "stalcfg: "+p.hostWords())
	if in.Version.Line() != "0.15" {
		comment(b, "stalcfg: target="+in.Version.Line())
	}
	for _, a := range p.Accepted {
		comment(b, "stalcfg:ignore-file "+a.Rule+" -- "+a.Reason)
	}
}

// hostWords is the directive that tells stalcfg the host of the file.
func (p *Plan) hostWords() string {
	h := &p.Inputs.Host
	words := fmt.Sprintf("host ram=%s cores=%d", strings.ReplaceAll(budget.Size(h.RAM.Value), " ", ""), h.Cores.Value)
	if n := h.Workers; n.Known() {
		words += fmt.Sprintf(" workers=%d", n.Value)
	}
	words += fmt.Sprintf(" nofile=%d", p.Unit.LimitNOFILE)
	if n := h.Nodes; n.Known() {
		words += fmt.Sprintf(" nodes=%d", n.Value)
	}
	if n := h.DBConnections; n.Known() {
		words += fmt.Sprintf(" db-max-connections=%d", n.Value)
	}
	return words
}

// split divides a key into the table it stands in and the rest.
func split(key string) (table, rest string) {
	depth := 1
	switch first, _, _ := strings.Cut(key, "."); first {
	case "store", "directory", "acme", "certificate", "tracer":
		depth = 2
	case "server":
		if strings.HasPrefix(key, "server.listener.") {
			depth = 3
		} else if strings.HasPrefix(key, "server.proxy.") {
			depth = 2
		}
	case "queue":
		depth = 2
		if strings.HasPrefix(key, "queue.schedule.") {
			depth = 3
		}
	case "authentication":
		depth = 2
	}
	at := 0
	for i := 0; i < depth; i++ {
		n := strings.IndexByte(key[at:], '.')
		if n < 0 {
			break
		}
		at += n + 1
	}
	return key[:at-1], key[at:]
}

// write writes one setting with its comment.
func (s *Setting) write(b *bytes.Buffer, key string, o RenderOptions) {
	line := key + " = " + s.Value.text()
	note := ""
	switch {
	case s.Accept != "":
		note = "stalcfg:ignore " + s.Accept + " -- " + s.Why
	case !o.NoComments:
		note = s.Why
	}
	switch {
	case note == "":
	case len(line)+len(note) > format.Width || strings.Contains(line, "[{"):
		b.WriteString("# " + note + "\n")
	default:
		line += " # " + note
	}
	b.WriteString(line + "\n")
}

// text is the value in TOML.
func (v Value) text() string {
	switch v.Kind {
	case List:
		parts := make([]string, len(v.List))
		for i, s := range v.List {
			parts[i] = quoted(s)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case Conditions:
		parts := make([]string, len(v.Cases))
		for i, c := range v.Cases {
			if c.If == "" {
				parts[i] = "{ else = " + quoted(c.Then) + " }"
			} else {
				parts[i] = "{ if = " + quoted(c.If) + ", then = " + quoted(c.Then) + " }"
			}
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case Text:
		return quoted(v.Text)
	}
	return v.String()
}

// quoted writes a text that check has found to need no escapes.
func quoted(s string) string {
	text, _ := dialect.Quote(s)
	return text
}
