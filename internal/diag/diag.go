package diag

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/source"
)

// Severity orders findings by their real effect. The zero value is invalid.
type Severity uint8

// The severities, from least to most grave.
const (
	Info    Severity = iota + 1 // worth knowing, nothing breaks
	Warning                     // works, but likely not what is meant, or risky
	Error                       // the server refuses or ignores it, or the host cannot carry it
)

var severityNames = [...]string{Info: "info", Warning: "warning", Error: "error"}

// String is the lower-case name used in every output format.
func (s Severity) String() string {
	if s < Info || s > Error {
		return "invalid"
	}
	return severityNames[s]
}

// ParseSeverity reads the lower-case name.
func ParseSeverity(name string) (Severity, error) {
	for s := Info; s <= Error; s++ {
		if severityNames[s] == name {
			return s, nil
		}
	}
	return 0, fmt.Errorf("unknown severity %q (use error, warning or info)", name)
}

// Edit replaces the bytes of a span; an empty span inserts.
type Edit struct {
	Span source.Span
	New  string
}

// Fix is a mend. A safe fix keeps or restores what the file plainly means; an
// unsafe one changes the effective configuration and needs a person's consent.
//
// A safe fix of a file that the server accepts may not change any setting but
// those in Intends: keys, or prefixes of keys up to a dot, whose text changes
// while its meaning stays, as when 100 becomes 100ms. internal/fix refuses a fix
// that does more.
type Fix struct {
	Title   string // verb phrase: "Add the final newline"
	Safe    bool
	Edits   []Edit
	Intends []string
}

// Related is another place that explains a finding. File is nil when it is in
// the file of the finding itself.
type Related struct {
	File    *source.File
	Span    source.Span
	Message string
}

// Finding is one thing a rule has to say about one place.
type Finding struct {
	Code     string // "SC1001", filled in by the engine
	Name     string // "syntax/no-final-newline", filled in by the engine
	Severity Severity
	Span     source.Span
	Key      string // flattened key the finding is about, or ""
	Message  string // one sentence: what is wrong, the value, what the server does with it
	Detail   string // how to mend it, may have several sentences
	Related  []Related
	Fix      *Fix
	Docs     string // where the rule is explained

	// Print is the fingerprint, filled in by Seal: stable when tables move or
	// are re-indented, different for every finding of a file.
	Print string
}

// At starts a finding at a span.
func At(span source.Span, format string, args ...any) Finding {
	return Finding{Span: span, Message: sprintf(format, args)}
}

// On names the key the finding is about.
func (f Finding) On(key string) Finding { f.Key = key; return f }

// WithDetail adds the remedy.
func (f Finding) WithDetail(format string, args ...any) Finding {
	f.Detail = sprintf(format, args)
	return f
}

// WithFix attaches a mend.
func (f Finding) WithFix(title string, safe bool, edits ...Edit) Finding {
	f.Fix = &Fix{Title: title, Safe: safe, Edits: edits}
	return f
}

// Intending names the keys whose text the attached mend is meant to change. It
// does nothing without a mend.
func (f Finding) Intending(keys ...string) Finding {
	if f.Fix != nil {
		fix := *f.Fix
		fix.Intends = append(fix.Intends[:len(fix.Intends):len(fix.Intends)], keys...)
		f.Fix = &fix
	}
	return f
}

// WithRelated adds a further place in the same file.
func (f Finding) WithRelated(span source.Span, format string, args ...any) Finding {
	f.Related = append(f.Related[:len(f.Related):len(f.Related)], Related{Span: span, Message: sprintf(format, args)})
	return f
}

// WithSeverity overrides the rule's own severity for this finding.
func (f Finding) WithSeverity(s Severity) Finding { f.Severity = s; return f }

// Sort orders findings by place, then gravity, then code, and drops equal
// neighbours.
func Sort(fs []Finding) []Finding {
	slices.SortStableFunc(fs, func(a, b Finding) int { return compare(&a, &b) })
	out := fs[:0]
	for i := range fs {
		if n := len(out); n > 0 && same(&out[n-1], &fs[i]) {
			continue
		}
		out = append(out, fs[i])
	}
	return out
}

func compare(a, b *Finding) int {
	switch {
	case a.Span.Start != b.Span.Start:
		return cmp.Compare(a.Span.Start, b.Span.Start)
	case a.Span.End != b.Span.End:
		return cmp.Compare(b.Span.End, a.Span.End) // outer before inner
	case a.Severity != b.Severity:
		return cmp.Compare(b.Severity, a.Severity)
	case a.Code != b.Code:
		return strings.Compare(a.Code, b.Code)
	}
	return strings.Compare(a.Message, b.Message)
}

func same(a, b *Finding) bool {
	return a.Span == b.Span && a.Code == b.Code && a.Message == b.Message && a.Key == b.Key
}

// Seal gives every finding of one file its fingerprint: rule and key path
// where there is a key, rule and text of the line otherwise; equal ones are
// told apart by their order.
func Seal(f *source.File, fs []Finding) {
	var seen map[string]int // where there are many: how often a base has come
	if len(fs) > few {
		seen = make(map[string]int, len(fs))
	}
	var buf [256]byte
	base := buf[:0]
	for i := range fs {
		base = appendBase(base[:0], f, &fs[i])
		n := 0
		if seen != nil {
			n = seen[string(base)]
			seen[string(base)]++
		} else {
			for j := range i {
				if sameBase(f, &fs[i], &fs[j]) {
					n++
				}
			}
		}
		if n > 0 {
			base = strconv.AppendInt(append(base, 0), int64(n), 10)
		}
		sum := sha256.Sum256(base)
		var text [16]byte
		hex.Encode(text[:], sum[:8])
		fs[i].Print = string(text[:])
	}
}

// few is the number of findings that are compared with each other.
const few = 16

// appendBase writes what a fingerprint is made of.
func appendBase(b []byte, f *source.File, x *Finding) []byte {
	rule, subject := x.identity(f)
	return append(append(append(b, rule...), 0), subject...)
}

func sameBase(f *source.File, x, y *Finding) bool {
	if x.Code != y.Code {
		return false
	}
	r1, s1 := x.identity(f)
	r2, s2 := y.identity(f)
	return r1 == r2 && s1 == s2
}

// identity is the rule of a finding and what it is about.
func (x *Finding) identity(f *source.File) (rule, subject string) {
	if rule = x.Code; !strings.HasPrefix(rule, "SC") {
		rule = x.Name // rules of a project share their code
	}
	if subject = x.Key; subject == "" {
		subject = strings.TrimSpace(f.Text(f.LineSpan(f.Line(x.Span.Start))))
	}
	return rule, subject
}
