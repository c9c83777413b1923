package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/hashicorp/go-multierror"
	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/input"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

func flattenCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "flatten", Usage: "print the settings as the server will see them",
		ArgsUsage:   "FILE|DIRECTORY|GLOB|-…",
		Description: "Prints one `key = value` a line, sorted as the server sorts them. Secrets are masked.\nWith --format json it prints one object a file and line. Exit code 1 if the server would refuse a file.",
		Flags: []cli.Flag{
			formatFlag("text", "json"),
			&cli.StringFlag{Name: "generation", Value: "0.15", Usage: "`RELEASE` whose parser is used: 0.6, 0.12 or 0.15"},
			&cli.BoolFlag{Name: "origin", Usage: "say where each setting comes from"},
			&cli.BoolFlag{Name: "defaults", Usage: "add the defaults of settings that are not in the file"},
			&cli.BoolFlag{Name: "show-secrets", Usage: "do not mask passwords, keys and tokens"},
			&cli.StringFlag{Name: "stdin-filename", Value: "<stdin>", Usage: "`NAME` to report for standard input"},
			jobsFlag(),
		},
		Action: func(c *cli.Context) error { return flattenAction(c, p) },
	}
}

func flattenAction(c *cli.Context, p program) error {
	if !c.Args().Present() {
		return usagef("no file to flatten: name a file or directory, or - for standard input")
	}
	gen, err := dialect.ParseGeneration(c.String("generation"))
	if err != nil {
		return usagef("--generation: %w", err)
	}
	asJSON := c.String("format") == "json"
	if !asJSON && c.String("format") != "text" {
		return usagef("--format is text or json, not %q", c.String("format"))
	}
	fl := flattener{gen: gen, origin: c.Bool("origin"), defaults: c.Bool("defaults"), secrets: c.Bool("show-secrets")}
	workers, err := jobs(c)
	if err != nil {
		return err
	}
	inputs := input.Expand(c.Args().Slice(), c.String("stdin-filename"))
	w := bufio.NewWriterSize(p.stdout, 64<<10)
	var failed *multierror.Error
	refused := false
	err = inOrder(len(inputs), workers, func(i int) flatOutcome { return fl.file(&inputs[i], p.stdin) },
		func(_ int, o flatOutcome) error {
			if o.err != nil {
				failed = multierror.Append(failed, o.err)
				return nil
			}
			refused = refused || o.refused != nil
			if asJSON {
				return o.json(w)
			}
			return o.text(w, p.stderr, len(inputs) > 1)
		})
	if ferr := w.Flush(); err == nil {
		err = ferr
	}
	return finish(err, failed, refused)
}

// flattener holds the options of one run.
type flattener struct {
	gen                       dialect.Generation
	origin, defaults, secrets bool
}

// flatSetting is one line of the result.
type flatSetting struct {
	key, value, origin string
	line, column       int
}

type flatOutcome struct {
	name     string
	settings []flatSetting
	refused  *flatError
	origin   bool
	err      error
}

type flatError struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

func (fl flattener) file(in *input.Input, stdin io.Reader) flatOutcome {
	data, err := in.Read(stdin)
	if err != nil {
		return flatOutcome{err: err}
	}
	out := flatOutcome{name: in.Name, origin: fl.origin}
	f := source.New(in.Name, data)
	doc := dialect.Parse(f, fl.gen)
	if !doc.Accepted() {
		e := &doc.Errors[0]
		if e.Kind == dialect.ErrTooLarge {
			return flatOutcome{err: fmt.Errorf("%s: %s", in.Name, e.Detail)}
		}
		at := f.Position(e.Span.Start)
		out.refused = &flatError{e.Line, at.Column, string(e.Kind) + ": " + e.Detail}
		return out
	}
	set := settings.FromDocument(doc)
	for _, x := range set.All() {
		value := x.Value
		if !fl.secrets {
			value = redact.Value(x.Key, value)
		}
		at := f.Position(x.KeySpan.Start)
		out.settings = append(out.settings, flatSetting{x.Key, value, "file", at.Line, at.Column})
	}
	if fl.defaults {
		out.settings = withDefaults(set, out.settings)
	}
	return out
}

// withDefaults adds the effective defaults of single settings and of settings
// in the groups that the file has entries of.
func withDefaults(set *settings.Set, have []flatSetting) []flatSetting {
	for _, d := range schema.Defaults(set) {
		have = append(have, flatSetting{key: d.Key, value: d.Value, origin: "default"})
	}
	sortFlat(have)
	return have
}

// json prints one object on one line.
func (o flatOutcome) json(w io.Writer) error {
	doc := struct {
		File  string         `json:"file"`
		Keys  map[string]any `json:"keys,omitempty"`
		Error *flatError     `json:"error,omitempty"`
	}{File: o.name, Error: o.refused}
	if o.refused == nil {
		doc.Keys = map[string]any{}
	}
	for _, s := range o.settings {
		switch {
		case !o.origin:
			doc.Keys[s.key] = s.value
		case s.line == 0:
			doc.Keys[s.key] = map[string]any{"value": s.value, "origin": s.origin}
		default:
			doc.Keys[s.key] = map[string]any{"value": s.value, "origin": s.origin, "line": s.line, "column": s.column}
		}
	}
	if o.refused == nil && len(doc.Keys) == 0 {
		_, err := fmt.Fprintf(w, "{\"file\":%s,\"keys\":{}}\n", quoteJSON(o.name))
		return err
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(doc)
}

func quoteJSON(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return `""`
	}
	return string(b)
}

// text prints a line a setting; a refused file goes to standard error.
func (o flatOutcome) text(w, stderr io.Writer, heading bool) error {
	if o.refused != nil {
		_, err := fmt.Fprintf(stderr, "stalcfg: %s:%d:%d: the server refuses the file: %s\n", report.Clean(o.name), o.refused.Line, o.refused.Column, report.Clean(o.refused.Message))
		return err
	}
	if heading {
		if _, err := fmt.Fprintf(w, "# %s\n", report.Clean(o.name)); err != nil {
			return err
		}
	}
	for _, s := range o.settings {
		where := ""
		if o.origin && s.line > 0 {
			where = fmt.Sprintf("  # %s:%d:%d", report.Clean(o.name), s.line, s.column)
		} else if o.origin {
			where = "  # " + s.origin
		}
		if _, err := fmt.Fprintf(w, "%s = %s%s\n", report.Clean(s.key), quoteJSON(s.value), where); err != nil {
			return err
		}
	}
	return nil
}
