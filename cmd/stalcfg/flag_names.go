package main

import "github.com/urfave/cli/v2"

// The library asks every flag for its names again for every other flag, and
// splits them anew each time: with forty flags that takes longer than to lint a
// file. These flags keep their names.
type (
	namedBool struct {
		*cli.BoolFlag
		names []string
	}
	namedString struct {
		*cli.StringFlag
		names []string
	}
	namedInt struct {
		*cli.IntFlag
		names []string
	}
	namedSlice struct {
		*cli.StringSliceFlag
		names []string
	}
)

// Names are the flag's name and its short forms.
func (f namedBool) Names() []string { return f.names }

// Names are the flag's name and its short forms.
func (f namedString) Names() []string { return f.names }

// Names are the flag's name and its short forms.
func (f namedInt) Names() []string { return f.names }

// Names are the flag's name and its short forms.
func (f namedSlice) Names() []string { return f.names }

// named makes flags keep their names; kinds it does not know stay as they are.
func named(flags []cli.Flag) []cli.Flag {
	out := make([]cli.Flag, len(flags))
	for i, f := range flags {
		switch f := f.(type) {
		case *cli.BoolFlag:
			f.DisableDefaultText = true // a flag that is not given is off, as everybody knows
			out[i] = namedBool{f, names(f.Name, f.Aliases)}
		case *cli.StringFlag:
			out[i] = namedString{f, names(f.Name, f.Aliases)}
		case *cli.IntFlag:
			out[i] = namedInt{f, names(f.Name, f.Aliases)}
		case *cli.StringSliceFlag:
			out[i] = namedSlice{f, names(f.Name, f.Aliases)}
		default:
			out[i] = f
		}
	}
	return out
}

func names(name string, aliases []string) []string {
	return append([]string{name}, aliases...)
}

// isBool reports whether a flag takes no value.
func isBool(f cli.Flag) bool {
	switch f.(type) {
	case *cli.BoolFlag, namedBool:
		return true
	}
	return false
}
