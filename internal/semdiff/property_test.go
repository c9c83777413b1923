package semdiff_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/format"
	"github.com/stalcfg/stalcfg/internal/golden/published"
	"github.com/stalcfg/stalcfg/internal/semdiff"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

func side(t testing.TB, text []byte) semdiff.Side {
	t.Helper()
	f := source.New("test.toml", text)
	doc := dialect.Parse(f, dialect.Gen015)
	if !doc.Accepted() {
		t.Fatalf("not accepted: %v\n%s", doc.Errors[0], text)
	}
	return semdiff.Side{File: f, Set: settings.FromDocument(doc), Target: schema.Latest()}
}

// serverText writes settings as the server does when it saves its file (facts:
// Stalwart v0.15.5 crates/common/src/manager/config.rs:270-318).
func serverText(keys map[string]string) []byte {
	var b strings.Builder
	sorted := make([]string, 0, len(keys))
	for k := range keys {
		sorted = append(sorted, k)
	}
	slices.Sort(sorted)
	for _, k := range sorted {
		v := keys[k]
		b.WriteString(k + " = ")
		_, err := strconv.ParseFloat(v, 64)
		special := strings.ContainsAny(v, `"\`)
		switch {
		case v == "true", v == "false", err == nil && !strings.ContainsAny(v, "_xXpP"):
			b.WriteString(v)
		case strings.Contains(v, "\n"), len(v) > 50 && special:
			b.WriteString("'''" + v + "'''")
		default:
			b.WriteString(`"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(v) + `"`)
		}
		b.WriteString("\n")
	}
	return []byte(b.String())
}

func describe(d *semdiff.Diff) string {
	var b strings.Builder
	for _, c := range d.Changes {
		fmt.Fprintf(&b, "%s %s (%s) %v -> %v\n", c.Kind, c.Key, c.OldKey, c.Old, c.New)
	}
	return b.String()
}

// TestSameMeaning compares every real configuration with itself, with its
// canonical layout, with its tables and with what the server writes.
func TestSameMeaning(t *testing.T) {
	flattened := 0
	for name, text := range published.Accepted(t) {
		x := side(t, text)
		same := func(how string, other []byte) {
			if d := semdiff.Compare(x, side(t, other)); len(d.Changes) > 0 {
				t.Errorf("%s, %s:\n%s", name, how, describe(d))
			}
			if d := semdiff.Compare(side(t, other), x); len(d.Changes) > 0 {
				t.Errorf("%s, %s, the other way round:\n%s", name, how, describe(d))
			}
		}
		same("itself", text)
		if laid, err := format.Format(x.Set.Doc, format.Options{}); err == nil {
			same("fmt", laid)
		}
		flat := serverText(x.Set.Doc.Keys())
		doc := dialect.Parse(source.New("flat", flat), dialect.Gen015)
		if !doc.Accepted() || !maps.Equal(doc.Keys(), x.Set.Doc.Keys()) {
			continue // the server itself does not get the same back
		}
		flattened++
		same("as the server writes it", flat)
		if tables, err := format.Format(doc, format.Options{Tables: true}); err == nil {
			same("written by the server and turned into tables again", tables)
		}
	}
	t.Logf("%d configurations as the server writes them", flattened)
	if flattened < 40 {
		t.Errorf("only %d configurations survive the server's own writer", flattened)
	}
}

// TestMirror compares real configurations in both directions.
func TestMirror(t *testing.T) {
	files := published.Accepted(t)
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		for _, step := range []int{5} {
			a, b := side(t, files[name]), side(t, files[names[(i+step)%len(names)]])
			mirror(t, name+" and "+names[(i+step)%len(names)], semdiff.Compare(a, b), semdiff.Compare(b, a))
		}
	}
}

type outline struct {
	Kind     semdiff.Kind
	Key      string
	Old, New []semdiff.Part
}

// mirror demands that each change of one direction is in the other, turned
// around.
func mirror(t *testing.T, name string, there, back *semdiff.Diff) {
	t.Helper()
	turned := [...]semdiff.Kind{
		semdiff.Added: semdiff.Removed, semdiff.Removed: semdiff.Added, semdiff.Changed: semdiff.Changed,
		semdiff.Moved: semdiff.Moved, semdiff.Restated: semdiff.Unrestated, semdiff.Unrestated: semdiff.Restated,
		semdiff.NoEffect: semdiff.NoEffect,
	}
	parts := func(v *semdiff.Value) []semdiff.Part {
		if v == nil {
			return nil
		}
		return v.Parts
	}
	collect := func(d *semdiff.Diff, turn bool) map[string]outline {
		out := map[string]outline{}
		for _, c := range d.Changes {
			o := outline{c.Kind, c.Key, parts(c.Old), parts(c.New)}
			if turn {
				o = outline{turned[c.Kind], c.Key, parts(c.New), parts(c.Old)}
				if c.OldKey != "" {
					o.Key = c.OldKey
				}
			}
			out[fmt.Sprint(o.Kind, o.Key)] = o
		}
		return out
	}
	if diff := cmp.Diff(collect(there, false), collect(back, true)); diff != "" {
		t.Errorf("%s: not mirrored\n%s", name, diff)
	}
}
