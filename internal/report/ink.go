package report

import "github.com/stalcfg/stalcfg/internal/diag"

// ink colours text for a terminal, or leaves it as it is.
type ink bool

func (c ink) wrap(code, s string) string {
	if !c {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (c ink) bold(s string) string  { return c.wrap("1", s) }
func (c ink) faint(s string) string { return c.wrap("2", s) }
func (c ink) good(s string) string  { return c.wrap("32", s) }

func (c ink) severity(s diag.Severity, text string) string {
	switch s {
	case diag.Error:
		return c.wrap("31;1", text)
	case diag.Warning:
		return c.wrap("33;1", text)
	}
	return c.wrap("36;1", text)
}
