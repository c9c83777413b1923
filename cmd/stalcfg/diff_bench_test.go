package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkDiff is a whole run of diff over two files of about 1,000 settings.
func BenchmarkDiff(b *testing.B) {
	dir := b.TempDir()
	for name, step := range map[string]int{"old.toml": 0, "new.toml": 7} {
		if err := os.WriteFile(filepath.Join(dir, name), thousand(step), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	benchDiff(b, dir)
}

// BenchmarkDiffSecrets is about 4,000 stores of which each has another id,
// password and port: every value that is shown is searched for 8,000 secrets.
func BenchmarkDiffSecrets(b *testing.B) {
	dir := b.TempDir()
	for i, name := range []string{"old.toml", "new.toml"} {
		var s strings.Builder
		for n := 0; n < 4000; n++ {
			fmt.Fprintf(&s, "[store.%c%d]\ntype = \"postgresql\"\nhost = \"db%d.example.org\"\nport = %d\ndatabase = \"x%d\"\nuser = \"u\"\npassword = \"secret-%d-%d\"\n", "st"[i], n, n, 5432+i, n, n, i)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s.String()), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	benchDiff(b, dir)
}

func benchDiff(b *testing.B, dir string) {
	p := program{strings.NewReader(""), io.Discard, io.Discard, func(string) (string, bool) { return "", false }}
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if code := run([]string{"stalcfg", "diff", "--isolated", filepath.Join(dir, "old.toml"), filepath.Join(dir, "new.toml")}, p); code != exitFindings {
			b.Fatalf("exit code %d", code)
		}
	}
}

// thousand is a configuration of about 1,000 settings; with a step, every
// step-th value of some kinds is another one.
func thousand(step int) []byte {
	var b strings.Builder
	b.WriteString("storage = { data = \"s0\", blob = \"s0\", fts = \"s0\", lookup = \"s0\", directory = \"d\" }\ndirectory.d = { type = \"internal\", store = \"s0\" }\n")
	for i := 0; i < 60; i++ {
		other := 0
		if step > 0 && i%step == 0 {
			other = 1
		}
		fmt.Fprintf(&b, "[server.listener.l%d]\nbind = [\"[::]:%d\", \"127.0.0.1:%d\"]\nprotocol = \"smtp\"\nmax-connections = %d\ntls.implicit = false\n", i, 2000+i, 4000+i, 100+i+other)
		fmt.Fprintf(&b, "[store.s%d]\ntype = \"postgresql\"\nhost = \"db%d.example.org\"\nport = 5432\ndatabase = \"x%d\"\nuser = \"u\"\npassword = \"secret-%d-%d\"\npool.max-connections = 10\n", i, i, i, i, other)
		fmt.Fprintf(&b, "[queue.schedule.q%d]\nretry = [\"2m\",\"5m\",\"10m\"]\nnotify = [\"1d\"]\nexpire = \"%dd\"\n", i, 3+other)
	}
	return []byte(b.String())
}
