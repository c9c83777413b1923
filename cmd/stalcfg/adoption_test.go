package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const root = "../.."

// yaml reads a YAML file by way of Python, or skips the test.
func yaml(t *testing.T, path string) any {
	t.Helper()
	const convert = "import yaml, json, sys; json.dump(yaml.safe_load(sys.stdin), sys.stdout)"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, python := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(python, "-c", "import yaml").Run() != nil {
			continue
		}
		cmd := exec.Command(python, "-c", convert)
		cmd.Stdin = bytes.NewReader(text)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s is no YAML: %v", path, err)
		}
		var doc any
		if err := json.Unmarshal(out, &doc); err != nil {
			t.Fatal(err)
		}
		return doc
	}
	t.Skip("Python with its module yaml is not installed (Debian: python3-yaml)")
	return nil
}

// each calls f for every mapping in a document.
func each(doc any, f func(map[string]any)) {
	switch x := doc.(type) {
	case map[string]any:
		f(x)
		for _, v := range x {
			each(v, f)
		}
	case []any:
		for _, v := range x {
			each(v, f)
		}
	}
}

// built gives an environment in which stalcfg is the program under test: the
// command that the scripts run, which is on PATH.
func built(t *testing.T) (env []string) {
	t.Helper()
	path, err := exec.LookPath("stalcfg")
	if err != nil {
		t.Fatal(err)
	}
	return append(os.Environ(), "RUNNER_TEMP="+filepath.Dir(path))
}

// slow skips a test that takes long outside of CI.
func slow(t *testing.T) {
	t.Helper()
	if os.Getenv("CI") == "" {
		t.Skip("takes long: runs where CI is set")
	}
}

// work makes a directory with files.
func work(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	goodFile = "[server]\nhostname = \"mail.example.org\"\n\n[tracer.log]\ntype = \"stdout\"\nenable = true\n"
	badFile  = "[server]\nhostnme = \"mail.example.org\"\n\n[store.db]\ntype = rocksdb\n"
)

// TestAction runs what the action runs, with hostile inputs, and demands that
// nothing is pasted into its scripts.
func TestAction(t *testing.T) {
	bash := shell(t, "bash")
	doc := yaml(t, root+"/action.yml").(map[string]any)
	var scripts []map[string]any
	each(doc, func(m map[string]any) {
		text, ok := m["run"].(string)
		if !ok {
			return
		}
		if strings.Contains(text, "${{") {
			t.Errorf("an expression is pasted into a script:\n%s", text)
		}
		if m["shell"] != "bash" {
			t.Errorf("no shell: %v", m)
		}
		scripts = append(scripts, m)
	})
	if len(scripts) != 2 {
		t.Fatalf("%d scripts", len(scripts))
	}
	env := built(t)
	lint := scripts[0]
	if strings.Contains(lint["run"].(string), "go build") {
		lint = scripts[1]
	}
	dir := work(t, map[string]string{"mail/config.toml": badFile, "good file.toml": goodFile})
	inputs := doc["inputs"].(map[string]any)
	for name, value := range lint["env"].(map[string]any) {
		if m := regexp.MustCompile(`^\$\{\{ inputs\.([a-z-]+) \}\}$`).FindStringSubmatch(value.(string)); m == nil || inputs[m[1]] == nil {
			t.Errorf("%s: %v", name, value)
		}
	}
	run := func(files, sarif string) (string, error) {
		cmd := exec.Command(bash, "-e", "-o", "pipefail", "-c", lint["run"].(string))
		cmd.Dir = dir
		cmd.Env = append(env, "FILES="+files, "FAIL_ON=", "TARGET=0.15", "PRESET=", "RAM=4GiB", "CORES=2", "SARIF="+sarif, "SUMMARY=true", "GITHUB_STEP_SUMMARY="+filepath.Join(dir, "summary.md"))
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := run("mail\ngood file.toml\n", "out.sarif"); err == nil || !strings.Contains(out, "::error file=mail/config.toml,line=2") {
		t.Errorf("%v\n%s", err, out)
	}
	for name, want := range map[string]string{"out.sarif": `"uri":"mail/config.toml"`, "summary.md": "| error | mail/config.toml:2:1 |"} {
		if text, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
	if out, err := run("good file.toml", ""); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := run("$(touch pwned); `touch pwned`; --fix", ""); err == nil {
		t.Errorf("hostile names are taken: %s", out)
	}
	if _, err := os.Stat(filepath.Join(dir, "pwned")); err == nil {
		t.Error("an input was run as a command")
	}
}

// TestExamples parses the files for CI and runs the commands in them.
func TestExamples(t *testing.T) {
	sh := shell(t, "sh")
	env := built(t)
	for name, want := range map[string][]string{
		"github-commands.yml": {"::error file=mail/config.toml"},
		"gitlab-lint.yml":     {"gl-code-quality-report.json", "stalcfg-junit.xml"},
		"Jenkinsfile.lint":    {"stalcfg-checkstyle.xml", "stalcfg-junit.xml"},
		"reviewdog.sh":        {`"source":{"name":"stalcfg"`},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(root, "examples/ci", name)
			if strings.HasSuffix(name, ".yml") {
				yaml(t, path)
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			dir := work(t, map[string]string{"mail/config.toml": badFile})
			all := ""
			commands := regexp.MustCompile(`(?m)^\s*(?:- (?:run: )?|sh ')?(stalcfg [^'|\n]*[^'|\n ])`).FindAllStringSubmatch(string(text), -1)
			if len(commands) == 0 {
				t.Fatal("no command")
			}
			for _, c := range commands {
				cmd := exec.Command(sh, "-c", c[1])
				cmd.Dir, cmd.Env = dir, env
				out, err := cmd.CombinedOutput()
				if code := 0; err != nil {
					if code = cmd.ProcessState.ExitCode(); code != exitFindings || strings.Contains(c[1], "never") {
						t.Errorf("%s: exit code %d\n%s", c[1], code, out)
					}
				} else if !strings.Contains(c[1], "never") {
					t.Errorf("%s passes a bad file", c[1])
				}
				all += string(out)
			}
			for _, w := range want {
				if strings.Contains(w, ".") && !strings.Contains(w, " ") {
					if info, err := os.Stat(filepath.Join(dir, w)); err != nil || info.Size() == 0 || strings.Count(string(text), w) < 2 {
						t.Errorf("%s is not written, or not read by the job", w)
					}
				} else if !strings.Contains(all, w) {
					t.Errorf("%q is missing:\n%s", w, all)
				}
			}
		})
	}
}

// TestExampleReferences holds the examples that name the action and the hooks
// against them.
func TestExampleReferences(t *testing.T) {
	inputs := yaml(t, root+"/action.yml").(map[string]any)["inputs"].(map[string]any)
	found := false
	each(yaml(t, root+"/examples/ci/github-lint.yml"), func(m map[string]any) {
		if uses, _ := m["uses"].(string); strings.HasPrefix(uses, "stalcfg/") {
			found = true
			for name := range m["with"].(map[string]any) {
				if inputs[name] == nil {
					t.Errorf("the action has no input %s", name)
				}
			}
		}
	})
	hooks := map[string]bool{}
	for _, h := range yaml(t, root+"/.pre-commit-hooks.yaml").([]any) {
		hooks[h.(map[string]any)["id"].(string)] = true
	}
	each(yaml(t, root+"/examples/ci/pre-commit-config.yaml"), func(m map[string]any) {
		if id, ok := m["id"].(string); ok && !hooks[id] {
			t.Errorf("there is no hook %s", id)
		}
	})
	if !found || len(hooks) != 9 {
		t.Errorf("action used: %v, hooks: %v", found, hooks)
	}
}

// TestGoreleaser holds the release configuration against goreleaser's schema,
// and the files it packs against what is there.
func TestGoreleaser(t *testing.T) {
	s, err := jsonschema.NewCompiler().Compile(root + "/testdata/schemas/goreleaser.json")
	if err != nil {
		t.Fatal(err)
	}
	doc := yaml(t, root+"/.goreleaser.yaml")
	if err := s.Validate(doc); err != nil {
		t.Error(err)
	}
	each(doc, func(m map[string]any) {
		if src, ok := m["src"].(string); ok && !strings.HasPrefix(src, "dist-extra/") {
			if _, err := os.Stat(filepath.Join(root, src)); err != nil {
				t.Error(err)
			}
		}
	})
}

// TestDockerfile demands a static program in an empty image, an ordinary user,
// and nothing that runs or fetches in the last stage.
func TestDockerfile(t *testing.T) {
	text, err := os.ReadFile(root + "/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	_, last, ok := strings.Cut(string(text), "\nFROM scratch\n")
	if !ok || !strings.Contains(string(text), "CGO_ENABLED=0") || regexp.MustCompile(`(?m)^(RUN|ADD|FROM)\b`).MatchString(last) {
		t.Errorf("the last stage is not an empty image with a static program:\n%s", last)
	}
	if m := regexp.MustCompile(`(?m)^USER (\d+):\d+$`).FindStringSubmatch(last); m == nil || m[1] == "0" {
		t.Error("the image runs as root")
	}
}
