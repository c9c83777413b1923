package schema_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/stalcfg/stalcfg/schema"
)

// compiled is the exported schema, accepted by a validator.
func compiled(t *testing.T) (*jsonschema.Schema, []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := schema.ExportJSONSchema(&b); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("stalwart.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("stalwart.json")
	if err != nil {
		t.Fatal(err)
	}
	return s, b.Bytes()
}

const goodConfig = `[server]
hostname = "mail.example.org"
max-connections = "512"
[server.listener.smtp]
protocol = "smtp"
bind = ["[::]:25"]
tls.implicit = "false"
[session.rcpt]
relay = [ { if = "!is_empty(authenticated_as)", then = true }, { else = false } ]
[imap.timeout]
idle = "30m"
[imap.rate-limit]
concurrent = false
[server.allowed-ip]
"10.0.0.1" = ""
[store.db]
type = "rocksdb"
path = "%{env:DATA}%"
[authentication.fallback-admin]
user = "admin"
secret = "%{env:SECRET}%"
`

// badConfigs have one mistake each that a JSON Schema can see.
var badConfigs = []string{
	"[server]\nhostnme = \"x\"\n",
	"[server.listener.smtp]\nprotocol = \"smtp\"\nbnid = \"[::]:25\"\n",
	"[server]\nmax-connections = \"many\"\n",
	"[imap.timeout]\nidle = \"1h30m\"\n",
	"[server.listener.smtp]\ntls.implicit = \"yes\"\n",
	"[queue.route.x]\ntype = \"smarthost\"\n",
}

func TestJSONSchema(t *testing.T) {
	s, _ := compiled(t)
	check := func(text string) error {
		var doc any
		if err := toml.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		raw, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		return s.Validate(v)
	}
	if err := check(goodConfig); err != nil {
		t.Errorf("a good file is refused: %v", err)
	}
	example, err := os.ReadFile("../examples/config.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := check(string(example)); err != nil {
		t.Errorf("the example is refused: %v", err)
	}
	for _, text := range badConfigs {
		if check(text) == nil {
			t.Errorf("accepted:\n%s", text)
		}
	}
}

// TestTaplo lets the real taplo check files against the exported schema.
func TestTaplo(t *testing.T) {
	npm, err := exec.LookPath("npm")
	if err != nil {
		t.Skip("npm is not installed")
	}
	dir := t.TempDir()
	if out, err := exec.Command(npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", dir, "@taplo/cli@0.7.0").CombinedOutput(); err != nil {
		t.Skipf("npm cannot install @taplo/cli here: %v %s", err, out)
	}
	_, raw := compiled(t)
	write := func(name string, text []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	schemaPath := write("stalwart.json", raw)
	lint := func(path string) (string, error) {
		out, err := exec.Command(filepath.Join(dir, "node_modules", ".bin", "taplo"), "lint", "--schema", "file://"+schemaPath, path).CombinedOutput()
		return string(out), err
	}
	if out, err := lint(write("good.toml", []byte(goodConfig))); err != nil {
		t.Errorf("taplo refuses a good file: %v\n%s", err, out)
	}
	if out, err := lint(write("bad.toml", []byte(strings.Join(badConfigs[:1], "")))); err == nil {
		t.Errorf("taplo takes a bad file:\n%s", out)
	}
}
