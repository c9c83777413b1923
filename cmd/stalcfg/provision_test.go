package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const provisioning = "../../examples/provision"

// commandLines finds the command lines of stalcfg in a file: after the start of
// a line, a list mark, a key or RUN, up to the end of the line. A list of words
// in brackets counts too.
func commandLines(text string) [][]string {
	var out [][]string
	for _, m := range regexp.MustCompile(`(?m)(?:^\s*|^\s*- |^\s*[a-z]+: |^RUN |come from |that )(stalcfg (?:generate|lint) [^\n$,]*)`).FindAllStringSubmatch(text, -1) {
		line, target, redirected := strings.Cut(m[1], " >")
		words := strings.Fields(strings.TrimSuffix(strings.TrimSuffix(line, " prints."), ":"))
		if redirected {
			words = append(words, "--output", strings.TrimRight(target, ","))
		}
		out = append(out, words)
	}
	for _, m := range regexp.MustCompile(`argv: \[(stalcfg[^\]]*)\]`).FindAllStringSubmatch(text, -1) {
		out = append(out, strings.Split(m[1], ", "))
	}
	return out
}

// TestProvisioning carries out every command line of the examples, in the order
// of the file, with /etc in a directory of its own.
func TestProvisioning(t *testing.T) {
	want := map[string]int{"ansible.yml": 3, "cloud-init.yaml": 3, "Dockerfile": 2, "helm-values.yaml": 1, "nixos.nix": 3}
	for name, n := range want {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(provisioning, name))
			if err != nil {
				t.Fatal(err)
			}
			lines := commandLines(string(text))
			if len(lines) != n {
				t.Fatalf("%d command lines, want %d: %q", len(lines), n, lines)
			}
			dir := provisionDir(t)
			for _, words := range lines {
				runProvision(t, dir, words)
			}
		})
	}
}

// provisionDir is a directory that has what the examples expect to be there.
func provisionDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	inputs, err := os.ReadFile(filepath.Join(provisioning, "node.inputs"))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{"etc/stalwart", "etc/stalcfg", "etc/systemd/system/stalwart.service.d"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"node.toml", "etc/stalcfg/node.toml"} {
		if err := os.WriteFile(filepath.Join(dir, name), inputs, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// runProvision carries out one command line. What other tools fill in is
// replaced: the file to check, and facts of the host.
func runProvision(t *testing.T, dir string, words []string) {
	t.Helper()
	config := filepath.Join(dir, "etc/stalwart/config.toml")
	line := strings.NewReplacer("%s", config, "{{ ansible_memtotal_mb }}", "3900", "{{ ansible_processor_vcpus }}", "2",
		"/etc/", filepath.Join(dir, "etc")+"/").Replace(strings.Join(words, " "))
	args := strings.Fields(line)
	for i, a := range args {
		if a == "node.toml" || a == "stalwart-settings.nix" {
			args[i] = filepath.Join(dir, a)
		}
	}
	if args[1] == "lint" && len(args) > 2 && !strings.Contains(line, config) {
		args = append(args, config)
	}
	if _, err := os.Stat(config); err != nil && args[1] == "lint" {
		runProvision(t, dir, []string{"stalcfg", "generate", "--from", "/etc/stalcfg/node.toml", "--output", "/etc/stalwart/config.toml"})
	}
	var stdout, stderr bytes.Buffer
	if code := run(args, program{strings.NewReader(""), &stdout, &stderr, func(string) (string, bool) { return "", false }}); code != 0 {
		t.Errorf("%q: exit code %d\n%s%s", args, code, stdout.String(), stderr.String())
	}
}

// TestProvisioningParses reads the examples with the tools that are installed.
func TestProvisioningParses(t *testing.T) {
	for _, name := range []string{"ansible.yml", "cloud-init.yaml", "helm-values.yaml"} {
		yaml(t, filepath.Join(provisioning, name))
	}
	for _, c := range [][]string{
		{"nix-instantiate", "--parse", provisioning + "/nixos.nix"},
		{"ansible-playbook", "--syntax-check", "-i", "mail,", provisioning + "/ansible.yml"},
		{"cloud-init", "schema", "--config-file", provisioning + "/cloud-init.yaml"},
	} {
		if _, err := exec.LookPath(c[0]); err != nil {
			t.Log(c[0], "is not installed")
			continue
		}
		if out, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
			t.Errorf("%q: %v\n%s", c, err, out)
		}
	}
}
