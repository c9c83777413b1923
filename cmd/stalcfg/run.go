package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/buildinfo"
)

// The exit codes of every command.
const (
	exitClean    = 0 // nothing to report, or nothing at or above the threshold
	exitFindings = 1 // findings, differs, would change
	exitUsage    = 2 // wrong command line, or stalcfg's own configuration is wrong
	exitFailure  = 3 // input unreadable, or an internal failure
)

// program is what a command may touch of the world.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	lookup         func(string) (string, bool)
}

// exit ends a command with a code; err, if any, is printed.
type exit struct {
	code int
	err  error
}

// Error is the text of the error, or names the code where there is none.
func (e exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

// Unwrap gives the error behind the code, nil for a code alone.
func (e exit) Unwrap() error { return e.err }

// usagef is a mistake on the command line.
func usagef(format string, args ...any) error {
	return exit{exitUsage, fmt.Errorf(format, args...)}
}

// commands makes every command. A further one is a file of its own and a line
// here.
var commands = [...]struct {
	name string
	make func(program) *cli.Command
}{
	{"lint", lintCommand},
	{"fmt", fmtCommand},
	{"diff", diffCommand},
	{"config", configCommand},
	{"budget", budgetCommand},
	{"generate", generateCommand},
	{"profiles", profilesCommand},
	{"host", hostCommand},
	{"flatten", flattenCommand},
	{"schema", schemaCommand},
	{"rules", rulesCommand},
	{"explain", explainCommand},
	{"version", versionCommand},
	{"completion", completionCommand},
	{"gen-docs", genDocsCommand},
}

// about are the commands that need to know all others.
func about(name string) bool { return name == "completion" || name == "gen-docs" }

// commandsFor makes the command that is called, or all of them where the others
// matter: for help, and where nothing goes by the name.
func commandsFor(p program, args []string) []*cli.Command {
	if len(args) > 1 && !about(args[1]) {
		for _, c := range commands {
			if c.name == args[1] {
				return []*cli.Command{c.make(p)}
			}
		}
	}
	out := make([]*cli.Command, len(commands))
	for i, c := range commands {
		out[i] = c.make(p)
	}
	return out
}

// run executes one command line and returns the exit code.
func run(args []string, p program) int {
	out := &sink{w: p.stdout}
	p.stdout = out
	app := newApp(p, args)
	if len(args) < 2 || strings.HasPrefix(args[1], "-") {
		app.Version = buildinfo.Version() // help and --version show it; reading it takes time
	}
	args, err := arrange(app, args)
	if err == nil {
		err = app.Run(args)
	}
	var e exit
	if out.err != nil && !(errors.As(err, &e) && e.code == exitFailure) {
		err = exit{exitFailure, fmt.Errorf("cannot write to standard output: %w", cause(out.err))}
	}
	if err == nil {
		return exitClean
	}
	if !errors.As(err, &e) {
		e = exit{exitUsage, err} // what the library itself reports is about the command line
	}
	if e.err != nil {
		fmt.Fprintln(p.stderr, "stalcfg:", strings.TrimSpace(e.err.Error()))
	}
	return e.code
}

// newApp describes the program, as far as a command line needs it. Mistakes on
// the command line go to standard error and end with exit code 2.
func newApp(p program, args []string) *cli.App {
	onUsage := func(c *cli.Context, err error, _ bool) error {
		name := "stalcfg"
		if c.Command != nil && c.Command.Name != "" && c.Command.Name != "stalcfg" {
			name += " " + c.Command.Name
		}
		return usagef("%s (see %s --help)", plainFlagError(err), name)
	}
	app := &cli.App{
		Name: "stalcfg", Usage: "lint, generate and compare Stalwart configuration files",
		Version: "devel", HideHelpCommand: true,
		Reader: p.stdin, Writer: p.stdout, ErrWriter: p.stderr,
		Commands: commandsFor(p, args), OnUsageError: onUsage,
		ExitErrHandler: func(*cli.Context, error) {},
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return unknownCommand(c.App, c.Args().First())
			}
			return cli.ShowAppHelp(c)
		},
	}
	for _, c := range app.Commands {
		c.OnUsageError, c.HideHelpCommand, c.Flags = onUsage, true, named(c.Flags)
	}
	return app
}

// plainFlagError rewrites the flag package's wording.
func plainFlagError(err error) string {
	s := err.Error()
	for _, form := range []string{"invalid value %q for flag -%s", "invalid boolean value %q for -%s"} {
		var value, name string
		if n, _ := fmt.Sscanf(s, form, &value, &name); n == 2 {
			return fmt.Sprintf("--%s does not take %q", strings.TrimSuffix(name, ":"), value)
		}
	}
	s = strings.Replace(s, "flag provided but not defined: -", "unknown flag ", 1)
	return strings.Replace(s, "flag needs an argument: -", "a value is missing after ", 1)
}

// unknownCommand names the nearest command.
func unknownCommand(app *cli.App, name string) error {
	for _, c := range app.Commands {
		if strings.HasPrefix(c.Name, name) || strings.HasPrefix(name, c.Name) || near(c.Name, name) {
			return usagef("unknown command %q, did you mean %s?", name, c.Name)
		}
	}
	return usagef("unknown command %q (see stalcfg --help)", name)
}

// near reports whether two words differ by one letter, or by two neighbours
// swapped.
func near(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	j := 0
	for j < len(a)-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	rest := len(b) - i - j
	return rest <= 1 || rest == 2 && len(a) == len(b) && a[i] == b[i+1] && a[i+1] == b[i]
}
