package report

import (
	"fmt"
	"io"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/schema"
)

// Options are common to all formats.
type Options struct {
	Color      bool
	Width      int    // columns of the terminal, 0 for no limit
	Version    string // of stalcfg, for formats that name their tool
	Quiet      bool   // no summary line
	Statistics bool   // findings of each rule before the summary
	Hidden     bool   // also print what comments and the baseline hide, marked as such
	Dir        string // working directory, absolute; "" when unknown
	Root       string // root of the repository around Dir, absolute; "" when there is none
}

// Totals sum up a run.
type Totals struct {
	Files      int
	Count      lint.Count
	Fixable    int
	Unsafe     int
	NoHost     int              // files for which no host was known
	HostRules  int              // how many rules did not run on one of them for that
	Suppressed int              // findings hidden by comments
	Baselined  int              // findings hidden by the baseline
	Stale      int              // entries of the baseline that nothing needs any more
	Target     string           // release and why, "" when files differ
	Rules      map[RuleName]int // findings of each rule
	Unread     []string         // why inputs could not be read
}

// RuleName is a rule by its code and name.
type RuleName struct{ Code, Name string }

// Add counts the findings of one more file.
func (t *Totals) Add(r *lint.Result) {
	t.Files++
	target := r.Target.String() + " (" + r.TargetOrigin + ")"
	if t.Files == 1 {
		t.Target = target
	} else if t.Target != target {
		t.Target = ""
	}
	if !r.Host.Known() {
		t.NoHost++
	}
	t.HostRules = max(t.HostRules, r.WaitForHost)
	t.Suppressed += len(r.Suppressed)
	t.Baselined += len(r.Baselined)
	t.Stale += len(r.Stale)
	for _, o := range r.Omitted {
		if t.Rules == nil {
			t.Rules = map[RuleName]int{}
		}
		t.Rules[RuleName{o.Code, o.Name}] += o.Count.Total()
	}
	c := r.Count()
	t.Count.Error += c.Error
	t.Count.Warning += c.Warning
	t.Count.Info += c.Info
	for i := range r.Findings {
		if t.Rules == nil {
			t.Rules = map[RuleName]int{}
		}
		t.Rules[RuleName{r.Findings[i].Code, r.Findings[i].Name}]++
		switch fix := r.Findings[i].Fix; {
		case fix == nil:
		case fix.Safe:
			t.Fixable++
		default:
			t.Unsafe++
		}
	}
}

// Reporter prints one run: every file in turn, then the end.
type Reporter interface {
	File(r *lint.Result) error
	Close(t Totals) error
}

// formats are the known formats in order of their names.
var formats = [...]struct {
	name string
	make func(io.Writer, Options) Reporter
}{
	{"checkstyle", newCheckstyle},
	{"compact", newCompact},
	{"github", newGitHub},
	{"gitlab", newGitLab},
	{"json", newJSON},
	{"jsonl", newJSONLines},
	{"junit", newJUnit},
	{"markdown", newMarkdown},
	{"rdjson", newRDJSON},
	{"rdjsonl", newRDJSONL},
	{"sarif", newSARIF},
	{"text", newText},
}

// Formats gives the names of all formats.
func Formats() []string {
	var out []string
	for _, f := range formats {
		out = append(out, f.name)
	}
	return out
}

// New makes the reporter of a format.
func New(format string, w io.Writer, o Options) (Reporter, error) {
	i := slices.IndexFunc(formats[:], func(f struct {
		name string
		make func(io.Writer, Options) Reporter
	}) bool {
		return f.name == format
	})
	if i < 0 {
		return nil, fmt.Errorf("unknown format %q (use %s)", format, schema.OrList(Formats()))
	}
	return formats[i].make(w, o), nil
}

// shown is a finding with its texts masked and cleaned.
type shown struct {
	*diag.Finding
	Message, Detail, Key string
	Related              []shownRelated
	FixTitle             string
}

type shownRelated struct {
	diag.Related
	Message string
}

// show prepares a finding for output.
func show(f *diag.Finding, m *redact.Mask) shown {
	text := func(s string) string { return Clean(m.TextAt(f.Span, s)) }
	s := shown{Finding: f, Message: text(f.Message), Detail: text(f.Detail), Key: text(f.Key)}
	if len(f.Related) > 0 {
		s.Related = make([]shownRelated, 0, len(f.Related))
	}
	for _, r := range f.Related {
		s.Related = append(s.Related, shownRelated{r, text(r.Message)})
	}
	if f.Fix != nil {
		s.FixTitle = text(f.Fix.Title)
	}
	return s
}

// findings prepares the findings of a file for output.
func findings(r *lint.Result) []shown {
	if len(r.Findings) == 0 {
		return nil
	}
	m := redact.New(r.File, r.Set)
	out := make([]shown, len(r.Findings))
	for i := range r.Findings {
		out[i] = show(&r.Findings[i], m)
	}
	return out
}

// text is message and detail as one paragraph.
func (s *shown) text() string {
	if s.Detail == "" {
		return s.Message
	}
	return sentence(s.Message) + " " + s.Detail
}

// Clean makes control and direction-changing characters visible, so that a
// file cannot play tricks on the terminal or the reader.
func Clean(s string) string {
	if clean(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !unsafe(r):
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// clean reports a text that can be shown as it stands.
func clean(s string) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	for i := 0; i < len(s); {
		for i+8 <= len(s) { // eight bytes of visible ASCII at once
			p := s[i : i+8]
			x := uint64(p[0]) | uint64(p[1])<<8 | uint64(p[2])<<16 | uint64(p[3])<<24 | uint64(p[4])<<32 | uint64(p[5])<<40 | uint64(p[6])<<48 | uint64(p[7])<<56
			if odd := (x | (x - ones*' ') | (x + ones)) & tops; odd != 0 {
				i += bits.TrailingZeros64(odd) / 8 // the lowest mark is right: carries go up
				break
			}
			if i += 8; i+8 > len(s) && i < len(s) && utf8.RuneStart(s[len(s)-8]) {
				i = len(s) - 8 // the last eight bytes, some of them again
			}
		}
		if i == len(s) {
			break
		}
		if c := s[i]; c < utf8.RuneSelf {
			if c < ' ' && c != '\t' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if unsafe(r) {
			return false
		}
		i += n
	}
	return true
}

func unsafe(r rune) bool {
	switch {
	case r == '\t':
		return false
	case r < ' ', r >= 0x7f && r < 0xa0, r == 0xfffd:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x2069, r == 0xfeff, r == 0x2028, r == 0x2029:
		return true
	}
	return false
}
