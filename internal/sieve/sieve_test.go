package sieve_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/sieve"
)

// recorded is a script with what sieve-rs 0.7.1 made of it as a trusted and as an
// untrusted script: true where it compiled.
type recorded struct {
	Script             string
	Trusted, Untrusted bool
}

func recordings(t testing.TB) []recorded {
	t.Helper()
	f, err := os.Open("testdata/recorded.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []recorded
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var r recorded
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// TestRecorded demands silence for every script that compiled, and that nine in ten
// of the others are found.
func TestRecorded(t *testing.T) {
	var good, bad, found int
	for _, r := range recordings(t) {
		for _, c := range []struct{ compiled, requires bool }{{r.Trusted, false}, {r.Untrusted, true}} {
			p, ok := sieve.Check(r.Script, sieve.Options{Requires: c.requires})
			switch {
			case c.compiled && !ok:
				t.Errorf("%q compiles, but: %s", r.Script, p.Message)
			case c.compiled:
				good++
			case ok:
				bad++
			default:
				bad++
				found++
			}
		}
	}
	if good < 500 || bad < 500 || found*10 < bad*9 {
		t.Errorf("%d good scripts, %d of %d bad ones found", good, found, bad)
	}
}

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		script       string
		line, column int
		text         string // that the place is
		message      string
	}{
		{"keep;\n  strange;", 2, 3, "strange", "there is no command strange"},
		{"keep\nstop;", 2, 1, "stop", "a semicolon is missing behind the command keep"},
		{"# é\nredirect \"é\" é;", 2, 14, "é", "the character \"é\" has no meaning here"},
		{"if true {\n keep;\n", 1, 1, "i", "the block of if has no }"},
		{"keep;\r\n}", 2, 1, "}", "this } ends no block"},
		{"redirect \"a;\nkeep;", 1, 10, "\"", "this string has no end"},
		{"/* a\nkeep;", 1, 1, "/", "this comment has no end"},
		{"reject text:\nNo.\n. ", 1, 8, "t", "this text has no end"},
		{"if header :is \"a\" \"b\" keep;", 1, 23, "keep", "the block is missing behind the test header, keep stands in its place"},
		{"if anyof (true, false {", 1, 23, "{", "a parenthesis of the test has no )"},
		{"redirect [\"a\";", 1, 14, ";", "a list of the command redirect has no ]"},
		{"stop; else { keep; }", 1, 7, "else", "else without an if before it"},
		{"while", 1, 1, "", ""},
		{"while ", 1, 7, "", "an expression in quotation marks is missing behind while"},
		{"error \"x\";", 1, 1, "error", "error needs require \"ihave\" before it"},
	} {
		p, ok := sieve.Check(c.script, sieve.Options{})
		if ok != (c.message == "") {
			t.Errorf("%q: %+v", c.script, p)
			continue
		}
		if ok {
			continue
		}
		if p.Line != c.line || p.Column != c.column || p.Message != c.message || c.script[p.Offset:p.End] != c.text {
			t.Errorf("%q: %d:%d %q %s; want %d:%d %q %s", c.script, p.Line, p.Column, c.script[p.Offset:p.End], p.Message, c.line, c.column, c.text, c.message)
		}
	}
}

// TestRequires tells scripts apart that need capabilities from those that do not.
func TestRequires(t *testing.T) {
	for script, want := range map[string]string{
		"fileinto \"a\";":                                      "fileinto needs require \"fileinto\" before it",
		"require \"fileinto\"; fileinto \"a\";":                "",
		"require [\"FileInto\"]; fileinto \"a\";":              "",
		"if true { require \"body\"; } if body \"a\" \"b\" {}": "",
		"if body :contains \"a\" \"b\" { keep; }":              "the test body needs require \"body\" before it",
		"require \"spamtestplus\"; if spamtest :is \"a\" {}":   "",
		"require \"ihave\"; fileinto \"a\";":                   "",
	} {
		if p, _ := sieve.Check(script, sieve.Options{Requires: true}); p.Message != want {
			t.Errorf("%s: %q, want %q", script, p.Message, want)
		}
		if p, ok := sieve.Check(script, sieve.Options{}); !ok {
			t.Errorf("%s: trusted: %s", script, p.Message)
		}
	}
}

// FuzzCheck demands a place inside the script, and that a comment before it moves the
// place and changes nothing else.
func FuzzCheck(f *testing.F) {
	for i, r := range recordings(f) {
		if i%10 == 0 {
			f.Add(r.Script, r.Untrusted)
		}
	}
	f.Fuzz(func(t *testing.T, script string, requires bool) {
		o := sieve.Options{Requires: requires}
		p, ok := sieve.Check(script, o)
		if !ok && (p.Message == "" || p.Offset < 0 || p.End < p.Offset || p.End > len(script) || p.Line < 1 || p.Column < 1) {
			t.Fatalf("%+v in %d bytes", p, len(script))
		}
		if !ok && utf8.ValidString(script) {
			lines := strings.Split(script, "\n")
			if p.Line > len(lines) || p.Column > utf8.RuneCountInString(lines[p.Line-1])+1 {
				t.Fatalf("%+v is outside %d lines", p, len(lines))
			}
		}
		q, ok2 := sieve.Check("/* \" */ # {\n"+script, o)
		if ok != ok2 || q.Message != p.Message || !ok && (q.Line != p.Line+1 || q.Column != p.Column) {
			t.Fatalf("%+v, behind a comment %+v", p, q)
		}
	})
}
