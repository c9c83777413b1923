package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stalcfg/stalcfg/internal/golden"
)

// TestBudgetFormats keeps every form of a budget as a golden file: the file of a
// first start where it does not fit, and where it does.
func TestBudgetFormats(t *testing.T) {
	const dir = "../../testdata/golden/"
	stock, err := os.ReadFile(dir + "resources/stock.toml")
	if err != nil {
		t.Fatal(err)
	}
	for host, flags := range map[string][]string{
		"small": {"--ram", "1GiB", "--cores", "1", "--nofile", "65536"},
		"large": {"--ram", "16GiB", "--cores", "8", "--nofile", "131072", "--users", "500"},
	} {
		for format, ext := range map[string]string{"text": "txt", "json": "json", "markdown": "md", "svg": "svg", "html": "html"} {
			var out, errs bytes.Buffer
			args := append([]string{"stalcfg", "budget", "--isolated", "--format", format, "--stdin-filename", "stock.toml"}, flags...)
			p := program{bytes.NewReader(stock), &out, &errs, func(string) (string, bool) { return "", false }}
			if code := run(append(args, "-"), p); code != exitClean {
				t.Fatalf("%s %s: exit code %d, %s", host, format, code, errs.String())
			}
			golden.Check(t, dir+"budget/"+host+"."+ext, out.String())
		}
	}
}
