package main

import (
	"strings"

	"github.com/urfave/cli/v2"
)

// arrange moves the flags of a command in front of its other arguments, so that
// `lint a.toml --format json` works: the library stops at the first argument
// that is no flag. Everything behind -- stays as it is.
func arrange(app *cli.App, args []string) ([]string, error) {
	for i := 1; i < len(args); i++ {
		if args[i] == "--" {
			return args, nil
		}
		if strings.HasPrefix(args[i], "-") {
			continue // flags of the program itself take no values
		}
		cmd := app.Command(args[i])
		if cmd == nil {
			return args, unknownCommand(app, args[i])
		}
		flags, rest, err := split(cmd, args[i+1:])
		if err != nil {
			return nil, err
		}
		out := append(append([]string{}, args[:i+1]...), flags...)
		return append(append(out, "--"), rest...), nil
	}
	return args, nil
}

// split parts arguments into flags with their values and the rest.
func split(cmd *cli.Command, args []string) (flags, rest []string, err error) {
	for i := 0; i < len(args); i++ {
		a := args[i]
		switch {
		case a == "--":
			return flags, append(rest, args[i+1:]...), nil
		case a == "-" || !strings.HasPrefix(a, "-"):
			rest = append(rest, a)
		default:
			flags = append(flags, a)
			if strings.Contains(a, "=") || !takesValue(cmd, strings.TrimLeft(a, "-")) {
				continue
			}
			if i+1 >= len(args) {
				return nil, nil, usagef("a value is missing after %s (see stalcfg %s --help)", a, cmd.Name)
			}
			i++
			flags = append(flags, args[i])
		}
	}
	return flags, rest, nil
}

// takesValue reports whether a flag of the command is followed by a value.
func takesValue(cmd *cli.Command, name string) bool {
	for _, f := range cmd.Flags {
		for _, n := range f.Names() {
			if n == name {
				return !isBool(f)
			}
		}
	}
	return false
}
