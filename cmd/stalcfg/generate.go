package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/generate"
	"github.com/stalcfg/stalcfg/internal/fix"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/schema"
)

func generateCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "generate", Usage: "write a configuration for a host and its users",
		Description: "Calculates connections, caches and limits from memory, cores and users, and writes a file that says\nwhy. Inputs come from --profile, from a file (--from), and from flags, which win. Exit code 2 if they\ndo not fit together or the users do not fit the host; nothing is written then.",
		Flags:       generateFlags(),
		Action:      func(c *cli.Context) error { return generateAction(c, p) },
	}
}

func generateFlags() []cli.Flag {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "profile", Usage: "start from a `PROFILE`, see stalcfg profiles"},
		&cli.StringFlag{Name: "from", Usage: "read inputs from `FILE`, - for standard input"},
		&cli.BoolFlag{Name: "interactive", Aliases: []string{"i"}, Usage: "ask for the inputs that matter most, on a terminal"},
		&cli.StringFlag{Name: "host", Usage: "`auto` takes memory, cores and descriptors that are not declared from this machine"},
		&cli.StringSliceFlag{Name: "on", Usage: "switch a `LISTENER` on, may be repeated"},
		&cli.StringSliceFlag{Name: "off", Usage: "switch a `LISTENER` off, may be repeated"},
		&cli.StringSliceFlag{Name: "port", Usage: "`LISTENER=PORT`, may be repeated"},
		&cli.StringSliceFlag{Name: "address", Usage: "`LISTENER=ADDRESS` to listen on, may be repeated"},
	}
	for _, f := range generate.Fields() {
		usage := f.Usage
		if f.Words != nil {
			usage += ": " + schema.OrList(f.Words)
		}
		switch {
		case f.List:
			flags = append(flags, &cli.StringSliceFlag{Name: f.Flag, Usage: usage})
		case f.Truth:
			flags = append(flags, &cli.BoolFlag{Name: f.Flag, Usage: usage})
		default:
			flags = append(flags, &cli.StringFlag{Name: f.Flag, Usage: usage})
		}
	}
	flags = append(append(flags, mergeFlags()...), formatFlags()...)
	return append(flags,
		&cli.StringSliceFlag{Name: "only", Usage: "write only a `SECTION`, may be repeated: " + schema.OrList(generate.Sections())},
		&cli.BoolFlag{Name: "no-comments", Usage: "leave comments out, except those that speak to stalcfg"},
		&cli.BoolFlag{Name: "explain", Usage: "print the plan with its reasons instead"},
		&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`; one that exists and differs is kept unless --force is given"},
		&cli.BoolFlag{Name: "force", Usage: "replace the file of --output; with --merge also what a person changed"})
}

func generateAction(c *cli.Context, p program) error {
	if c.Args().Present() {
		return usagef("generate takes no arguments")
	}
	if err := checkMergeFlags(c); err != nil {
		return err
	}
	if err := checkFormatFlags(c); err != nil {
		return err
	}
	in, err := generateInputs(c, p)
	if err != nil {
		return err
	}
	command, err := askInputs(c, p, &in)
	if err != nil {
		return err
	}
	plan, err := generate.New(in)
	if err != nil {
		sayCommand(p, command)
		return exit{exitUsage, explainInputs(err)}
	}
	sayCommand(p, command)
	switch {
	case c.IsSet("merge"):
		return mergeGenerated(c, p, plan)
	case c.IsSet("check"):
		return checkGenerated(c, p, plan)
	}
	data, err := renderGenerated(c, plan)
	if err != nil {
		return exit{exitUsage, err}
	}
	return writeGenerated(c, p, data, plan)
}

// sections are the parts of the plan that --only names, also in one word with
// commas.
func sections(c *cli.Context) []string {
	var out []string
	for _, s := range c.StringSlice("only") {
		out = append(out, strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })...)
	}
	return out
}

// explainInputs adds to mistakes in inputs which flags they belong to.
func explainInputs(err error) error {
	var problems generate.Problems
	if !errors.As(err, &problems) {
		return err
	}
	flags := map[string]string{}
	for _, f := range generate.Fields() {
		flags[f.Name] = f.Flag
	}
	lines := make([]string, len(problems))
	for i, x := range problems {
		lines[i] = x.Input + ": " + x.Text
		if f := flags[x.Input]; f != "" {
			lines[i] += " (--" + f + ")"
		}
	}
	return errors.New(strings.Join(lines, "\n"))
}

// generateInputs puts profile, file and flags together, each winning over the
// one before.
func generateInputs(c *cli.Context, p program) (generate.Inputs, error) {
	var in generate.Inputs
	if name := c.String("profile"); name != "" {
		profile, ok := generate.FindProfile(name)
		if !ok {
			return in, usagef("--profile: there is no profile %q, see stalcfg profiles", name)
		}
		in = profile.Inputs
	}
	if path := c.String("from"); path != "" {
		data, name, err := readInputs(path, p.stdin)
		if err != nil {
			return in, exit{exitFailure, fmt.Errorf("cannot read %s: %w", name, cause(err))}
		}
		if in, err = generate.FromFile(name, data, in); err != nil {
			return in, exit{exitUsage, err}
		}
	}
	if err := machineFacts(c, p, &in); err != nil {
		return in, err
	}
	return in, flagInputs(c, &in)
}

// readInputs reads a file, or standard input for -.
func readInputs(path string, stdin io.Reader) (data []byte, name string, err error) {
	if path == "-" {
		data, err = io.ReadAll(stdin)
		return data, "<stdin>", err
	}
	data, err = os.ReadFile(path)
	return data, path, err
}

// machineFacts lets --host auto fill in what file and profile do not declare;
// what a profile says of its host gives way to the machine.
func machineFacts(c *cli.Context, p program, in *generate.Inputs) error {
	env, err := host.FromEnvironment(p.lookup)
	if err != nil {
		return exit{exitUsage, err}
	}
	declared := in.Host
	if strings.HasPrefix(declared.RAM.Origin, "profile ") {
		declared = host.Facts{}
	}
	_, detected, err := hostFacts(c, p)
	if err != nil {
		return err
	}
	detected.Nofile = host.Fact{} // the shell's limit says nothing of the service, which gets what the plan wants
	in.Host = env.Or(declared).Or(detected).Or(in.Host)
	return nil
}

// flagInputs sets what the flags say.
func flagInputs(c *cli.Context, in *generate.Inputs) error {
	fields := generate.Fields()
	for i := range fields {
		f := &fields[i]
		if !c.IsSet(f.Flag) {
			continue
		}
		values := []string{c.String(f.Flag)}
		switch {
		case f.List:
			values = c.StringSlice(f.Flag)
		case f.Truth:
			values = []string{fmt.Sprint(c.Bool(f.Flag))}
		}
		if err := f.Set(in, values, "--"+f.Flag); err != nil {
			return usagef("--%s: %w", f.Flag, err)
		}
	}
	for _, flag := range []string{"on", "off"} {
		for _, id := range c.StringSlice(flag) {
			if err := generate.SetListener(in, id, "on", []string{fmt.Sprint(flag == "on")}); err != nil {
				return usagef("--%s: %w", flag, err)
			}
		}
	}
	for _, flag := range []string{"port", "address"} {
		addresses := map[string][]string{}
		for _, text := range c.StringSlice(flag) {
			id, value, ok := strings.Cut(text, "=")
			if !ok {
				return usagef("--%s: write LISTENER=%s, not %q", flag, strings.ToUpper(flag), text)
			}
			addresses[id] = append(addresses[id], value)
			if err := generate.SetListener(in, id, flag, addresses[id]); err != nil {
				return usagef("--%s: %w", flag, err)
			}
		}
	}
	return nil
}

// writeGenerated prints, or writes the file of --output. Notes go to standard
// error, so that the file is all there is on standard output.
func writeGenerated(c *cli.Context, p program, data []byte, plan *generate.Plan) error {
	path := c.String("output")
	if path == "" {
		if _, err := p.stdout.Write(data); err != nil {
			return err
		}
		if !c.Bool("explain") && len(c.StringSlice("only")) == 0 {
			notes(p, plan)
		}
		return nil
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return writeDevice(p, path, data)
	}
	old, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = fix.WriteFile(path, data, 0o644)
	case err != nil:
	case bytes.Equal(old, data):
		return nil
	case !c.Bool("force"):
		return usagef("%s exists and differs: --force replaces it", path)
	default:
		err = fix.Replace(path, old, data)
	}
	if err != nil {
		return exit{exitFailure, fmt.Errorf("cannot write %s: %w", path, cause(err))}
	}
	notes(p, plan)
	return nil
}

// writeDevice writes into a device or a named pipe, which must not be replaced.
func writeDevice(p program, path string, data []byte) error {
	w, done, err := p.output(path)
	if err != nil {
		return err
	}
	if _, err = w.Write(data); err == nil {
		err = done()
	}
	if err != nil {
		return exit{exitFailure, fmt.Errorf("cannot write %s: %w", path, cause(err))}
	}
	return nil
}

// notes says what to do beside the file.
func notes(p program, plan *generate.Plan) {
	for _, n := range plan.Notes {
		fmt.Fprintln(p.stderr, "note:", n)
	}
}
