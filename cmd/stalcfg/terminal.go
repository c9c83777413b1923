package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// useColor decides about colours: the flag, FORCE_COLOR or CLICOLOR_FORCE,
// NO_COLOR, TERM=dumb, and whether the output is a terminal, in this order.
func (p program) useColor(flag string, w io.Writer) (bool, error) {
	switch flag {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "", "auto":
	default:
		return false, usagef("--color is auto, always or never, not %q", flag)
	}
	if p.set("FORCE_COLOR") || p.set("CLICOLOR_FORCE") {
		return true, nil
	}
	if dumb, _ := p.lookup("TERM"); p.set("NO_COLOR") || dumb == "dumb" {
		return false, nil
	}
	return isTerminal(w), nil
}

func (p program) set(name string) bool {
	v, _ := p.lookup(name)
	return v != ""
}

// terminalOf is the file behind a writer, if it is one.
func terminalOf(w io.Writer) (*os.File, bool) {
	if s, ok := w.(*sink); ok {
		w = s.w
	}
	f, ok := w.(*os.File)
	return f, ok
}

func isTerminal(w io.Writer) bool {
	f, ok := terminalOf(w)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width is the number of columns of the terminal, 0 when it is none.
func width(w io.Writer) int {
	if f, ok := terminalOf(w); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil {
			return n
		}
	}
	return 0
}
