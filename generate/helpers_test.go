package generate

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/format"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/rules"
)

// inputs gives inputs for a host and its users.
func inputs(ram, cores, users uint64) Inputs {
	in := Inputs{Hostname: "mail.example.org"}
	in.Host.RAM = host.Fact{Value: ram, Origin: "test"}
	in.Host.Cores = host.Fact{Value: cores, Origin: "test"}
	in.Workload = budget.ForUsers(users)
	in.Workload.Origin = "declared"
	return in
}

func render0(t testing.TB, p *Plan) []byte {
	t.Helper()
	out, err := Render(p, RenderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// proved reports everything a generated file must not be.
func proved(t testing.TB, name string, p *Plan, text []byte) {
	t.Helper()
	doc := dialect.Parse(source.New("config.toml", text), p.Inputs.Version.Generation())
	if !doc.Accepted() {
		t.Errorf("%s: the server refuses it: %s", name, doc.Errors[0].Detail)
		return
	}
	again, err := format.Format(doc, format.Options{})
	if err != nil || !bytes.Equal(again, text) {
		t.Errorf("%s: fmt would change it: %v", name, err)
	}
	keys := doc.Keys()
	for _, x := range p.Settings {
		for _, pair := range x.Value.Flatten(x.Key) {
			if got, ok := keys[pair.Key]; ok == x.Default || ok && got != pair.Text {
				t.Errorf("%s: %s is %q in the file and %q in the plan (default: %v)", name, pair.Key, got, pair.Text, x.Default)
			}
		}
	}
	var tree map[string]any
	if err := toml.Unmarshal(text, &tree); err != nil {
		t.Errorf("%s: strict TOML: %v", name, err)
		return
	}
	strict := map[string]string{}
	flatten("", tree, strict)
	if !reflect.DeepEqual(strict, keys) {
		t.Errorf("%s: strict TOML reads other settings", name)
	}
}

// flatten makes the server's keys of what a TOML library read.
func flatten(at string, v any, out map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			flatten(strings.TrimPrefix(at+"."+k, "."), x, out)
		}
	case []any:
		for i, x := range v {
			flatten(fmt.Sprintf("%s.%04d", at, i), x, out)
		}
	default:
		out[at] = fmt.Sprint(v)
	}
}

// strictest lints with every rule, knowing the users.
func strictest(p *Plan) *lint.Linter {
	w := p.Inputs.Workload
	return lint.New(lint.Options{Selection: lint.Selection{Preset: rules.All}, Workload: &w})
}

// findings are what the strictest lint says, one a line.
func findings(l *lint.Linter, text []byte) []string {
	var out []string
	for _, f := range l.Lint(source.New("config.toml", text)).Findings {
		out = append(out, f.Name+": "+f.Message)
	}
	return out
}
