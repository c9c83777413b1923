package generate

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/stalcfg/stalcfg/internal/budget"
)

// Explain writes the plan with its reasons: every setting with its value, how
// it was calculated, which bound was hit and where the fact is from; settings
// that keep the server's default are there too. format is text or json.
func Explain(w io.Writer, p *Plan, format string) error {
	switch format {
	case "json":
		return explainJSON(w, p)
	case "text":
		return explainText(w, p)
	}
	return fmt.Errorf("--format is text or json with --explain, not %q", format)
}

func explainText(w io.Writer, p *Plan) error {
	in := &p.Inputs
	fmt.Fprintf(w, "%s\n\n", describe(in))
	var b strings.Builder
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	section := ""
	for i := range p.Settings {
		s := &p.Settings[i]
		if s.Section != section {
			if section = s.Section; i > 0 {
				fmt.Fprintln(t)
			}
			fmt.Fprintf(t, "[%s]\n", section)
		}
		value := s.Value.String()
		if r := []rune(value); len(r) > 40 {
			value = string(r[:37]) + "..."
		}
		fmt.Fprintf(t, "%s\t%s\t%s\n", s.Key, value, s.reason())
	}
	fmt.Fprintln(t, "\n[service]")
	u := &p.Unit
	fmt.Fprintf(t, "LimitNOFILE\t%d\t%s\n", u.LimitNOFILE, u.Why["LimitNOFILE"])
	fmt.Fprintf(t, "MemoryHigh\t%d\t%s\n", u.MemoryHigh, u.Why["MemoryHigh"])
	fmt.Fprintf(t, "MemoryMax\t%d\t%s\n", u.MemoryMax, u.Why["MemoryMax"])
	for _, v := range u.Environment {
		value := v.Value
		if v.Secret {
			value = "(yours)"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\n", v.Name, value, v.Why)
	}
	_ = t.Flush() // into memory
	for _, n := range p.Notes {
		fmt.Fprintf(&b, "\nnote: %s", n)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		if _, err := fmt.Fprintln(w, strings.TrimRight(line, " ")); err != nil {
			return err
		}
	}
	return nil
}

// describe says what the plan is for.
func describe(in *Inputs) string {
	return fmt.Sprintf("%s: Stalwart %s\nhost: %s (%s), %s (%s)\nusers: %s", in.Hostname, in.Version,
		budget.Size(in.Host.RAM.Value), in.Host.RAM.Origin, cores(in.Host.Cores.Value), in.Host.Cores.Origin, in.Workload)
}

// reason is everything known about a setting in one line.
func (s *Setting) reason() string {
	var parts []string
	if s.Default {
		parts = append(parts, "default, not written")
	}
	if s.Formula != "" {
		parts = append(parts, s.Formula+" ("+strings.Join(s.Inputs, ", ")+")")
	}
	if s.Clamp != "" {
		parts = append(parts, "bound: "+s.Clamp)
	}
	if s.Formula == "" && s.Why != "" {
		parts = append(parts, s.Why)
	}
	if s.Source != "" {
		parts = append(parts, "from "+s.Source)
	}
	return strings.Join(parts, "; ")
}

type jsonSetting struct {
	Key     string   `json:"key"`
	Value   any      `json:"value"`
	Section string   `json:"section"`
	Why     string   `json:"why,omitempty"`
	Formula string   `json:"formula,omitempty"`
	Inputs  []string `json:"inputs,omitempty"`
	Clamp   string   `json:"clamp,omitempty"`
	Source  string   `json:"source,omitempty"`
	Default bool     `json:"default,omitempty"`
	Accept  string   `json:"accept,omitempty"`
}

type jsonVariable struct {
	Name   string `json:"name"`
	Value  string `json:"value,omitempty"`
	Why    string `json:"why"`
	Secret bool   `json:"secret,omitempty"`
}

func explainJSON(w io.Writer, p *Plan) error {
	in := &p.Inputs
	list := make([]jsonSetting, len(p.Settings))
	for i := range p.Settings {
		s := &p.Settings[i]
		list[i] = jsonSetting{s.Key, s.Value.data(), s.Section, s.Why, s.Formula, s.Inputs, s.Clamp, s.Source, s.Default, s.Accept}
	}
	env := []jsonVariable{}
	for _, v := range p.Unit.Environment {
		env = append(env, jsonVariable(v))
	}
	out := map[string]any{
		"version": 1, "hostname": in.Hostname, "target": in.Version.String(),
		"host":     map[string]any{"ram": in.Host.RAM.Value, "cores": in.Host.Cores.Value, "nofile": p.Unit.LimitNOFILE},
		"workload": map[string]any{"users": in.Workload.Users, "devices": in.Workload.Devices, "messages": in.Workload.MailboxMessages, "largest-mailbox": in.Workload.LargestMailbox, "mails-per-day": in.Workload.MailsPerDay, "message-size": in.Workload.MessageSize},
		"settings": list,
		"service":  map[string]any{"limit-nofile": p.Unit.LimitNOFILE, "memory-high": p.Unit.MemoryHigh, "memory-max": p.Unit.MemoryMax, "environment": env},
		"notes":    p.Notes,
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// data is the value for JSON.
func (v Value) data() any {
	switch v.Kind {
	case Integer:
		return v.Int
	case Boolean:
		return v.Bool
	case List:
		return v.List
	case Conditions:
		out := make([]map[string]string, len(v.Cases))
		for i, c := range v.Cases {
			if c.If == "" {
				out[i] = map[string]string{"else": c.Then}
			} else {
				out[i] = map[string]string{"if": c.If, "then": c.Then}
			}
		}
		return out
	}
	return v.Text
}
