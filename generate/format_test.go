package generate_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/generate"
	"github.com/stalcfg/stalcfg/internal/golden"
)

// flat makes the server's keys of a tree that a parser read.
func flat(at string, v any, out map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			flat(strings.TrimPrefix(at+"."+k, "."), x, out)
		}
	case []any:
		for i, x := range v {
			flat(fmt.Sprintf("%s.%04d", at, i), x, out)
		}
	case float64:
		out[at] = strconv.FormatFloat(v, 'f', -1, 64)
	case json.Number:
		out[at] = v.String()
	default:
		out[at] = fmt.Sprint(v)
	}
}

// written are the settings of a plan as the server has them.
func written(p *generate.Plan) string {
	var out []string
	for i := range p.Settings {
		if s := &p.Settings[i]; !s.Default {
			for _, x := range s.Value.Flatten(s.Key) {
				out = append(out, x.Key+"="+x.Text)
			}
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// listed are the settings of a JSON text, below a path of names.
func listed(t *testing.T, text []byte, path ...string) string {
	t.Helper()
	var tree any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&tree); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	for _, name := range path {
		tree = tree.(map[string]any)[name]
	}
	keys := map[string]string{}
	flat("", tree, keys)
	var out []string
	for k, v := range keys {
		out = append(out, k+"="+v)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func renderAs(t *testing.T, p *generate.Plan, format string) []byte {
	t.Helper()
	text, err := generate.RenderAs(p, format, generate.RenderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// output runs a program on a text, or skips the test where it is not installed.
func output(t *testing.T, stdin []byte, name string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("the program %s is not installed", name)
	}
	c := exec.Command(name, args...)
	c.Stdin = bytes.NewReader(stdin)
	out, err := c.Output()
	if err != nil {
		var e *exec.ExitError
		if errors.As(err, &e) {
			t.Fatalf("%s: %v\n%s", name, err, e.Stderr)
		}
		t.Fatal(err)
	}
	return out
}

// yamlToJSON reads YAML with the parser of Python, where that is installed.
func yamlToJSON(t *testing.T, text []byte) []byte {
	t.Helper()
	if err := exec.Command("python3", "-c", "import yaml").Run(); err != nil {
		t.Skip("Python with its module yaml is not installed (Debian: python3-yaml)")
	}
	return output(t, text, "python3", "-c", "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)")
}

func TestFormatJSON(t *testing.T) {
	for _, p := range somePlans() {
		if got := listed(t, renderAs(t, p, "json")); got != written(p) {
			t.Fatalf("JSON has\n%s\nthe plan\n%s", got, written(p))
		}
	}
}

func TestFormatNix(t *testing.T) {
	for _, p := range somePlans()[:6] {
		module := fmt.Sprintf("let f =\n%s; in if builtins.isFunction f then f { lib.mkForce = x: x; } else f", renderAs(t, p, "nix"))
		out := output(t, nil, "nix-instantiate", "--eval", "--strict", "--json", "--expr", module)
		if got := listed(t, out, "services", "stalwart", "settings"); got != written(p) {
			t.Fatalf("Nix has\n%s\nthe plan\n%s", got, written(p))
		}
	}
}

func TestFormatHelm(t *testing.T) {
	for _, p := range somePlans()[:2] {
		out := yamlToJSON(t, renderAs(t, p, "helm-values"))
		if got := listed(t, out, "config"); got != written(p) {
			t.Fatalf("YAML has\n%s\nthe plan\n%s", got, written(p))
		}
		if got := listed(t, out, "resources", "limits"); got != fmt.Sprintf("memory=%dMi", p.Unit.MemoryMax>>20) {
			t.Error(got)
		}
	}
}

func TestCompose(t *testing.T) {
	for _, p := range somePlans()[:2] {
		got := listed(t, yamlToJSON(t, generate.Compose(p, generate.RenderOptions{})), "services", "stalwart")
		for _, want := range []string{fmt.Sprintf("mem_limit=%dm", p.Unit.MemoryMax>>20), fmt.Sprintf("ulimits.nofile.soft=%d", p.Unit.LimitNOFILE), "=25:25"} {
			if !strings.Contains(got, want) {
				t.Errorf("%q is missing in\n%s", want, got)
			}
		}
		for _, v := range p.Unit.Environment {
			if want := "environment." + v.Name + "="; !strings.Contains(got, want) {
				t.Errorf("%q is missing in\n%s", want, got)
			}
		}
	}
}

// TestSystemd lets systemd read the drop-in of a service.
func TestSystemd(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("systemd is not installed")
	}
	for _, p := range somePlans()[:4] {
		dir := t.TempDir()
		unit := filepath.Join(dir, "stalwart.service")
		place(t, unit, "[Service]\nExecStart=/bin/true\n")
		place(t, filepath.Join(dir, "stalwart.service.d", "stalcfg.conf"), string(generate.Systemd(p, generate.RenderOptions{})))
		c := exec.Command("systemd-analyze", "verify", unit)
		c.Env = append(os.Environ(), "SYSTEMD_UNIT_PATH="+dir+":")
		out, err := c.CombinedOutput()
		if strings.Contains(string(out), "stalcfg.conf") || err != nil && strings.Contains(string(out), "stalwart.service") {
			t.Errorf("%v: %s", err, out)
		}
	}
}

func place(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFormatEnv(t *testing.T) {
	for _, p := range somePlans() {
		text := string(renderAs(t, p, "env"))
		for _, v := range p.Unit.Environment {
			if !strings.Contains("\n"+text, "\n"+v.Name+"="+v.Value+"\n") || v.Secret && v.Value != "" {
				t.Errorf("%s is missing or has a secret in\n%s", v.Name, text)
			}
		}
	}
}

func TestFormatUnknown(t *testing.T) {
	if _, err := generate.RenderAs(somePlans()[0], "ansible", generate.RenderOptions{}); err == nil || !strings.Contains(err.Error(), "helm-values") {
		t.Error(err)
	}
	if _, err := generate.RenderAs(somePlans()[0], "nix", generate.RenderOptions{Only: []string{"x"}}); err == nil || !strings.Contains(err.Error(), "listeners") {
		t.Error(err)
	}
}

// TestFormatGolden shows each form for one plan.
func TestFormatGolden(t *testing.T) {
	p := golden1g(t)
	for _, format := range generate.Formats() {
		golden.Check(t, "../testdata/golden/generate/format/"+format+".txt", string(renderAs(t, p, format)))
	}
	golden.Check(t, "../testdata/golden/generate/format/systemd.txt", string(generate.Systemd(p, generate.RenderOptions{})))
	golden.Check(t, "../testdata/golden/generate/format/compose.txt", string(generate.Compose(p, generate.RenderOptions{})))
	for _, section := range generate.Sections() {
		text, err := generate.Render(p, generate.RenderOptions{Only: []string{section}})
		if err != nil {
			t.Fatal(err)
		}
		golden.Check(t, "../testdata/golden/generate/only/"+section+".toml", string(text))
	}
}

func golden1g(t *testing.T) *generate.Plan {
	t.Helper()
	f, ok := generate.FindProfile("small-2g")
	if !ok {
		t.Fatal("the profile small-2g is gone")
	}
	in := f.Inputs
	in.Hostname = "mail.example.org"
	p, err := generate.New(in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
