package main

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestMatcher holds the problem matcher for GitHub against what stalcfg prints:
// the compact format, and the text format with and without colours.
func TestMatcher(t *testing.T) {
	data, err := os.ReadFile("../../.github/stalcfg-matcher.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		ProblemMatcher []struct {
			Owner, Severity string
			Pattern         []struct {
				Regexp                                      string
				File, Line, Column, Severity, Message, Code int
			}
		}
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	const file = "[server]\nhostnme = \"m\"\n[store.a]\ntype = rocksdb\npath = \"/x\"\n[cache.message]\nsize = 1\n"
	want := []string{
		"error a:1.toml 2 1 SC2025 schema/unknown-key server.hostnme is not a setting of Stalwart 0.15: the server ignores it without a word",
		"warning a:1.toml 4 8 SC1002 syntax/bare-string store.a.type = rocksdb is a word without quotes: the server reads it as text, TOML tools and editors refuse the file",
	}
	for _, args := range [][]string{{"--format", "compact"}, {"--format", "text"}, {"--color", "always"}} {
		var out, errs bytes.Buffer
		none := func(string) (string, bool) { return "", false }
		line := append([]string{"stalcfg", "lint", "--severity", "SC2018=info", "--stdin-filename", "a:1.toml", "-"}, args...)
		if code := run(line, program{strings.NewReader(file), &out, &errs, none}); code != exitFindings {
			t.Fatal(code, errs.String())
		}
		var got []string
		notices := 0
		for _, l := range strings.Split(out.String(), "\n") {
			for _, m := range doc.ProblemMatcher {
				p := m.Pattern[0]
				x := regexp.MustCompile(p.Regexp).FindStringSubmatch(l)
				switch {
				case x == nil:
				case p.Severity == 0:
					notices++
				default:
					got = append(got, strings.Join([]string{x[p.Severity], x[p.File], x[p.Line], x[p.Column], x[p.Code], x[p.Message]}, " "))
				}
			}
		}
		for _, w := range want {
			if !strings.Contains(strings.Join(got, "\n")+"\n", w+"\n") {
				t.Errorf("%v: %q is not matched, but\n%s", args, w, strings.Join(got, "\n"))
			}
		}
		if all := strings.Count(out.String(), "\x1b[31;1merror:") + strings.Count(out.String(), " error: "); len(got) < all || notices == 0 {
			t.Errorf("%v: %d of at least %d lines matched, %d notices\n%s", args, len(got), all, notices, out.String())
		}
	}
}
