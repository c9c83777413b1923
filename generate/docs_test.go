package generate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/golden"
	"github.com/stalcfg/stalcfg/schema"
)

// TestDocs keeps the table of inputs in docs/generate.md in step with the
// program, and makes a plan of the example there.
func TestDocs(t *testing.T) {
	const path = "../docs/generate.md"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	from, to := "| `profile` | `--profile` | a profile to start from |\n", "| `listeners.ID.on` |"
	i, j := strings.Index(text, from), strings.Index(text, to)
	if i < 0 || j < i {
		t.Fatal("the table of inputs is not where it was")
	}
	var table strings.Builder
	for _, f := range Fields() {
		usage := strings.ReplaceAll(f.Usage, "`", "")
		if f.Words != nil {
			usage += ": " + schema.OrList(f.Words)
		}
		fmt.Fprintf(&table, "| `%s` | `--%s` | %s |\n", f.Name, f.Flag, usage)
	}
	golden.Check(t, path, text[:i+len(from)]+table.String()+text[j:])

	_, example, _ := strings.Cut(text, "```toml\n")
	example, _, _ = strings.Cut(example, "```")
	in, err := FromFile("node.toml", []byte(example), Inputs{})
	if err == nil {
		_, err = New(in)
	}
	if err != nil {
		t.Errorf("the example of %s: %v", path, err)
	}
}

// TestFields sets every input from a file and by itself, and demands names of
// its own for each.
func TestFields(t *testing.T) {
	names, flags := map[string]bool{}, map[string]bool{}
	for _, f := range Fields() {
		if names[f.Name] || flags[f.Flag] || f.Usage == "" {
			t.Errorf("%s, --%s: used twice or not described", f.Name, f.Flag)
		}
		names[f.Name], flags[f.Flag] = true, true
		value := "7"
		switch {
		case f.Words != nil:
			value = f.Words[len(f.Words)-1]
		case f.Truth:
			value = "true"
		case f.Name == "version":
			value = "0.14"
		case f.Name == "host.ram", f.Name == "host.swap", f.Name == "host.memory-limit", f.Name == "host.disk":
			value = "7GiB"
		}
		var one, other Inputs
		if err := f.Set(&one, []string{value}, "test"); err != nil {
			t.Errorf("%s = %q: %v", f.Name, value, err)
		}
		if fmt.Sprintf("%+v", one) == fmt.Sprintf("%+v", other) {
			t.Errorf("%s = %q changes nothing", f.Name, value)
		}
		text := fmt.Sprintf("%s = %q\n", f.Name, value)
		if f.List {
			text = fmt.Sprintf("%s = [%q]\n", f.Name, value)
		}
		if _, err := FromFile("node.toml", []byte(text), Inputs{}); err != nil {
			t.Errorf("in a file: %v", err)
		}
		if f.List {
			continue
		}
		if _, err := FromFile("node.toml", []byte(fmt.Sprintf("%s = [%q, %q]\n", f.Name, value, value)), Inputs{}); err == nil || !strings.HasPrefix(err.Error(), "node.toml:1:") {
			t.Errorf("%s takes a list: %v", f.Name, err)
		}
	}
}

// TestSchema demands that the schema for editors knows what the reader knows.
func TestSchema(t *testing.T) {
	var b bytes.Buffer
	if err := WriteSchema(&b); err != nil {
		t.Fatal(err)
	}
	var top struct {
		Properties map[string]struct {
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(b.Bytes(), &top); err != nil {
		t.Fatal(err)
	}
	for _, f := range Fields() {
		table, name, nested := strings.Cut(f.Name, ".")
		known := top.Properties[table].Properties[name] != nil
		if _, ok := top.Properties[table]; !ok || nested && !known {
			t.Errorf("%s is not in the schema", f.Name)
		}
	}
	golden.Check(t, goldenDir+"/node.schema.json", b.String())
}

// FuzzFromFile demands of any inputs file that it is refused or gives a plan
// whose file is sound.
func FuzzFromFile(f *testing.F) {
	for _, s := range []string{
		"hostname = \"mail.example.org\"\n", "profile = \"team\"\nhostname = \"%{env:H}%\"\n", "[host]\nram = \"1GiB\"\ncores = 2\n[workload]\nusers = 9\n",
		"hostname = \"a.b\"\n[tls]\nmode = \"files\"\ncertificate = \"/a b\"\n", "hostname = \"a.b\"\nadmin.user = \"\u00fc'#\"\n", "hostname = \"a.b\"\n[data]\nkind = \"mysql\"\nuser = \"x # y\"\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := FromFile("node.toml", data, Inputs{Hostname: "mail.example.org"})
		if err != nil {
			return
		}
		p, misfit, err := fit(in)
		if err != nil || misfit != nil {
			return
		}
		proved(t, string(data), p, render0(t, p))
	})
}
