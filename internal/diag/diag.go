package diag

import (
	"cmp"
	"fmt"
	"slices"
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
	Docs     string // where the rule is explained, "" for its own page

	subject string // what the fingerprint is about, filled in by Seal
	twin    int    // how many findings before it are of the same rule and subject
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

// DocsAt is where the rule is explained.
func (f *Finding) DocsAt() string {
	if f.Docs == "" {
		return "stalcfg explain " + f.Code
	}
	return f.Docs
}
