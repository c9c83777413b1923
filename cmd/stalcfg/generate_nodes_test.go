package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// nodeLine is a whole command line for a node of a cluster.
func nodeLine(more ...string) []string {
	return append([]string{"stalcfg", "generate", "--profile", "cluster-node", "--data-host", "db.example.org", "--blob-bucket", "mail", "--blob-region", "eu-central-1"}, more...)
}

func generated(t *testing.T, args []string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(args, program{strings.NewReader(""), &out, &errs, func(string) (string, bool) { return "", false }}); code != exitClean {
		t.Fatalf("%s: exit code %d: %s", strings.Join(args, " "), code, errs.String())
	}
	return out.Bytes()
}

// lintNodes lints two files as a cluster, as strictly as can be, and gives what
// that says.
func lintNodes(t *testing.T, files ...[]byte) (string, int) {
	t.Helper()
	dir := t.TempDir()
	args := []string{"stalcfg", "lint", "--isolated", "--cluster", "--preset", "all", "--fail-on", "info", "--format", "compact"}
	for i, data := range files {
		path := filepath.Join(dir, string(rune('a'+i))+".toml")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	var out bytes.Buffer
	code := run(args, program{strings.NewReader(""), &out, &out, func(string) (string, bool) { return "", false }})
	return out.String(), code
}

// TestGeneratedNodes writes two nodes with the same inputs but for name and
// number: together they have no finding, however they get certificates.
func TestGeneratedNodes(t *testing.T) {
	for name, more := range map[string][]string{
		"tls-alpn-01": {}, "http-01": {"--tls-challenge", "http-01"}, "files": {"--tls", "files"},
		"dns-01":    {"--tls-challenge", "dns-01", "--tls-provider", "cloudflare", "--nodes", "2"},
		"authority": {"--tls-directory", "https://acme.example.org/directory"}, "nodes": {"--nodes", "2"},
		"proxy": {"--tls", "proxy", "--trusted", "10.0.0.1"}, "names": {"--tls-name", "mail.example.org", "--domain", "example.org"},
		"macro as number": {"--node-id", "%{env:STALWART_NODE_ID}%"},
	} {
		t.Run(name, func(t *testing.T) {
			var files [][]byte
			for _, node := range [][]string{{"--hostname", "mx1.example.org", "--node-id", "1"}, {"--hostname", "mx2.example.org", "--node-id", "2"}} {
				files = append(files, generated(t, append(nodeLine(node...), more...)))
			}
			if out, code := lintNodes(t, files...); code != exitClean {
				t.Errorf("exit code %d: %s", code, out)
			}
		})
	}
}

// TestGeneratedNodesShared is one file for all nodes, and what it takes.
func TestGeneratedNodesShared(t *testing.T) {
	line := nodeLine("--hostname", "%{env:NODE_NAME}%")
	file := generated(t, append(line, "--tls-name", "mx1.example.org", "--tls-name", "mx2.example.org", "--domain", "example.org"))
	if out, code := lintNodes(t, file, file); code != exitClean {
		t.Errorf("exit code %d: %s", code, out)
	}
	if !bytes.Contains(file, []byte(`domains = ["mx1.example.org", "mx2.example.org"]`)) {
		t.Errorf("the certificate is not for all nodes:\n%s", file)
	}
	var errs bytes.Buffer
	p := program{strings.NewReader(""), io.Discard, &errs, func(string) (string, bool) { return "", false }}
	if code := run(append(line, "--domain", "example.org"), p); code != exitUsage || !strings.Contains(errs.String(), "tls.names") {
		t.Errorf("without names: exit code %d: %s", code, errs.String())
	}
}
