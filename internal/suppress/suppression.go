package suppress

import (
	"fmt"
	"strings"
	"time"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Level is how much a suppression covers, from little to much.
type Level uint8

// The levels.
const (
	Line    Level = iota // the findings of one line
	Setting              // a setting, which may take several lines
	Table                // from a header to the next
	File
)

// String is the word for people.
func (l Level) String() string { return [...]string{"line", "setting", "table", "file"}[l] }

// Selector is one rule, or group of rules, that a suppression names.
type Selector struct {
	Name   string
	Span   source.Span
	Known  bool   // it names a rule
	Locked bool   // it names nothing but rules that no comment can suppress
	Ran    bool   // all rules it names ran, so that Used tells the truth
	Used   int    // findings it hid
	Now    string // the present name of a rule that goes by another one, else ""
	Near   string // what it may be a misspelling of, if not Known
}

// Problem is why a suppression is not carried out.
type Problem struct {
	Text string      // what is wrong
	Span source.Span // where
	Fix  string      // what to write there instead, "" when only a person knows
}

// Suppression is one `# stalcfg:ignore` comment.
type Suppression struct {
	Span      source.Span // the comment
	Remove    source.Span // what to delete with it: its line, or the blanks before it
	Selectors []Selector
	Until     string // last day it counts, as 2027-01-31, or ""
	Reason    string
	Level     Level
	Scope     source.Span // findings that start in it are covered
	Problem   *Problem    // it is malformed
	Expired   bool        // Until has passed
	NoReason  bool        // a reason is required and missing
	untilAt   uint32      // where the date stands
}

// Active reports whether the suppression is carried out.
func (s *Suppression) Active() bool { return s.Problem == nil && !s.Expired && !s.NoReason }

// Options say how strictly suppressions are read.
type Options struct {
	Today          time.Time // day to compare expiry dates with; zero: nothing expires
	ReasonOptional bool
}

// Read gives the suppressions among the directives of a document.
func Read(doc *dialect.Document, directives []Directive, o Options) []Suppression {
	var out []Suppression
	var w walk
	for i := range directives {
		d := &directives[i]
		if d.Kind != Ignore && d.Kind != IgnoreFile && d.Kind != Misspelled {
			continue
		}
		s := Suppression{Span: d.Span, Remove: removal(doc.File, d.Span)}
		s.words(doc.File.Text(d.Words), d.Words.Start)
		if s.Problem == nil {
			s.place(doc, d, &w)
		}
		if d.Kind == Misspelled {
			s.Problem = &Problem{
				Text: "the comment has to begin with \"stalcfg:ignore\"",
				Span: d.Span, Fix: "# stalcfg:" + d.Text,
			}
		}
		s.NoReason = s.Reason == "" && !o.ReasonOptional
		s.Expired = s.Until != "" && !o.Today.IsZero() && s.Until < o.Today.Format(dateForm)
		out = append(out, s)
	}
	return out
}

// dateForm is how dates are written; texts of this form compare like dates.
const dateForm = "2006-01-02"

// words reads what follows "ignore": rules, until=DATE, -- and the reason.
func (s *Suppression) words(text string, at uint32) {
	for i := 0; i < len(text); {
		if strings.IndexByte(blanks+",", text[i]) >= 0 {
			i++
			continue
		}
		n := strings.IndexAny(text[i:], blanks+",")
		if n < 0 {
			n = len(text) - i
		}
		w := text[i : i+n]
		span := source.Span{Start: at + uint32(i), End: at + uint32(i+n)}
		if strings.HasPrefix(w, "--") {
			s.Reason = strings.Trim(text[i+2:], blanks)
			break
		}
		s.word(w, span)
		if isDash(w) {
			break // the reason, after a wrong separator
		}
		i += n
	}
	if len(s.Selectors) == 0 && s.Problem == nil {
		s.fault(source.Span{Start: s.Span.Start, End: s.Span.End}, "", "it names no rule")
	}
}

func isDash(w string) bool { return w == "-" || w == "–" || w == "—" || w == "#" || w == "//" }

func (s *Suppression) word(w string, span source.Span) {
	name, value, isOption := strings.Cut(w, "=")
	switch {
	case isDash(w):
		s.fault(span, "--", "the reason is set off with --, not with %s", w)
	case name == "until" && isOption:
		s.until(value, source.Span{Start: span.End - uint32(len(value)), End: span.End})
	case name == "until":
		s.fault(span, "", "the last day is written as until=2027-01-31, without blanks")
	case isOption:
		s.fault(span, "", "%q is no option, there is only until=", name)
	default:
		s.Selectors = append(s.Selectors, Selector{Name: w, Span: span})
	}
}

func (s *Suppression) until(value string, span source.Span) {
	if s.Until != "" {
		s.fault(span, "", "it has two dates")
		return
	}
	if _, err := time.Parse(dateForm, value); err == nil {
		s.Until, s.untilAt = value, span.Start
		return
	}
	better := ""
	for _, form := range []string{"2006/1/2", "2006-1-2", "2006.1.2", "20060102", time.RFC3339} {
		if t, err := time.Parse(form, value); err == nil {
			better = t.Format(dateForm)
			break
		}
	}
	s.fault(span, better, "%q is no date, which is written as 2027-01-31", value)
}

// fault keeps the first problem.
func (s *Suppression) fault(span source.Span, fix, format string, args ...any) {
	if s.Problem == nil {
		s.Problem = &Problem{Text: fmt.Sprintf(format, args...), Span: span, Fix: fix}
	}
}

// Without gives the edit that drops the selectors for which drop is true: their
// list is written anew, or the comment goes when none is left.
func (s *Suppression) Without(drop func(*Selector) bool) (span source.Span, text string) {
	var left []string
	for i := range s.Selectors {
		if !drop(&s.Selectors[i]) {
			left = append(left, s.Selectors[i].Name)
		}
	}
	if len(left) == 0 {
		return s.Remove, ""
	}
	first, last := s.Selectors[0].Span, s.Selectors[len(s.Selectors)-1].Span
	text = strings.Join(left, ",")
	if first.Start < s.untilAt && s.untilAt < last.End {
		text += " until=" + s.Until // it stood among the selectors
	}
	return source.Span{Start: first.Start, End: last.End}, text
}
