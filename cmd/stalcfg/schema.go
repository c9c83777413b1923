package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/stalcfg/stalcfg/schema"
)

func schemaCommand(p program) *cli.Command {
	return &cli.Command{
		Name: "schema", Usage: "look up settings, or export them", ArgsUsage: "[KEY|PREFIX]…",
		Description: "With keys it prints what is known of each; a prefix lists what is below it. --format json-schema\nwrites a JSON Schema for editors (taplo, tombi), --format json every setting as data.",
		Flags: []cli.Flag{
			formatFlag("text", "json", "json-schema"),
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`"},
		},
		Action: func(c *cli.Context) error { return schemaAction(c, p) },
	}
}

func schemaAction(c *cli.Context, p program) error {
	w, done, err := p.output(c.String("output"))
	if err != nil {
		return err
	}
	switch format := c.String("format"); format {
	case "json-schema":
		err = schema.ExportJSONSchema(w)
	case "json":
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		err = e.Encode(schema.Export())
	case "text":
		err = schemaText(w, c.Args().Slice())
	default:
		return usagef("--format is text, json or json-schema, not %q", format)
	}
	if err == nil {
		err = done()
	}
	var e exit
	if err != nil && !errors.As(err, &e) {
		return exit{exitFailure, err}
	}
	return err
}

// schemaText prints single settings in full and lists of settings in short.
func schemaText(w io.Writer, names []string) error {
	if len(names) == 0 {
		names = []string{""}
	}
	for _, name := range names {
		if m, ok := schema.Lookup(name); ok {
			if _, err := io.WriteString(w, describeKey(m.Key)); err != nil {
				return err
			}
			continue
		}
		n := 0
		for i := range schema.All() {
			k := &schema.All()[i]
			if k.Status == schema.Live && (name == "" || strings.HasPrefix(k.Pattern, strings.TrimSuffix(name, ".")+".")) {
				n++
				if _, err := fmt.Fprintf(w, "%-50s %-12s %s\n", k.Pattern, k.Type, k.Default); err != nil {
					return err
				}
			}
		}
		if n == 0 {
			s := ""
			if near := schema.Suggest(name); len(near) > 0 {
				s = ", did you mean " + strings.Join(near, " or ") + "?"
			}
			return usagef("no setting is called %q%s", name, s)
		}
	}
	return nil
}

// spoken writes conditions in one line: "if A then B, else C".
func spoken(parts []schema.Part) string {
	var b strings.Builder
	for i, p := range parts {
		switch {
		case i > 0 && p.Label != "then":
			b.WriteString(", ")
		case i > 0:
			b.WriteByte(' ')
		}
		b.WriteString(strings.TrimLeft(p.Label+" "+p.Text, " "))
	}
	return b.String()
}

func describeKey(k *schema.Key) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", k.Pattern)
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %-10s %s\n", name, value)
		}
	}
	line("type", k.Type.String())
	if k.Multi != schema.Single {
		line("takes", "several values")
	}
	if k.Unit != "" {
		line("unit", k.Unit)
	}
	if k.Optional {
		line("none", "empty, false, disable, disabled, never or 0")
	}
	if k.HasDefault {
		line("default", k.Default)
	}
	line("default", spoken(schema.PartsOf(k.DefaultExpr)))
	line("default", k.DefaultComputed)
	line("on error", k.OnInvalid)
	if len(k.Values) > 0 {
		line("values", schema.ValueList(k))
	}
	line("required", k.Required)
	line("fallback", k.Fallback)
	line("read", k.Depends)
	line("names", k.Ref)
	line("scope", k.Scope.String())
	if k.IsExpression() {
		line("variables", schema.VariableList(k.Variables))
		line("constants", strings.Join(k.Constants, ", "))
	}
	line("status", k.StatusText)
	line("use", k.Replacement)
	line("note", k.Note)
	line("source", k.Source)
	return b.String()
}
