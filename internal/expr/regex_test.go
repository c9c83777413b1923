package expr_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stalcfg/stalcfg/internal/expr"
)

// TestRegexAgainstRust holds outcomes of Rust's regex 1.12.3 with regex-syntax
// 0.8.9, the versions in Stalwart v0.15.5's lock file. A pattern that Rust takes
// must never be called invalid, one that it refuses never valid.
func TestRegexAgainstRust(t *testing.T) {
	for _, c := range []struct {
		pattern string
		rust    bool
		want    expr.Verdict
	}{
		{`[^[]+`, false, expr.Invalid},
		{`[a[b]`, false, expr.Invalid},
		{`[^\[]+`, true, expr.OK},
		{`[a[b](?=]`, true, expr.Unchecked},
		{`[(?:-[]`, true, expr.Unchecked},
		{`[]a]`, true, expr.OK},
		{`[-]`, true, expr.OK},
		{`[[:alpha:]]`, true, expr.Unchecked},
		{`\Qa\E`, false, expr.Invalid},
		{`\0`, false, expr.Invalid},
		{`\Z`, false, expr.Invalid},
		{`\@\-\/\_`, true, expr.OK},
		{`a{`, false, expr.Invalid},
		{`a{,5}`, false, expr.Invalid},
		{`a{2,5}b{3}c{1,}`, true, expr.OK},
		{`a}`, true, expr.OK},
		{`[{]`, true, expr.OK},
		{`a**`, true, expr.Unchecked},
		{`(?ix) a # (`, true, expr.Unchecked},
		{`(?x)#(?=`, true, expr.Unchecked},
		{`(?<!a)b`, false, expr.Invalid},
		{`\b{start}`, true, expr.Unchecked},
		{`\p{Greek}\x{41}`, true, expr.Unchecked},
		{`a--b`, true, expr.OK},
	} {
		got, why := expr.CheckRegex(c.pattern)
		if got != c.want || got == expr.Invalid && c.rust || got == expr.OK && !c.rust || got == expr.Invalid && why == "" {
			t.Errorf("%q: verdict %v (%s), want %v; Rust takes it: %v", c.pattern, got, why, c.want, c.rust)
		}
	}
}

// TestLongInput demands time in proportion to the length: each text takes well
// under a second then, and several if every byte looks at all before it.
func TestLongInput(t *testing.T) {
	const n = 1 << 18
	for name, text := range map[string]string{
		"colons":      "a." + strings.Repeat(":", n),
		"word":        strings.Repeat("a", n),
		"parentheses": strings.Repeat("(", n) + "1" + strings.Repeat(")", n),
		"arrays":      strings.Repeat("[", n) + strings.Repeat("]", n),
		"calls":       strings.Repeat("len(", n),
		"classes":     "matches('" + strings.Repeat("[(?a]", n/5) + "', rcpt)",
		"escapes":     `matches('` + strings.Repeat(`\p{`, n/3) + "', rcpt)",
	} {
		begin := time.Now()
		expr.Parse(text, all)
		if took := time.Since(begin); took > 30*time.Second {
			t.Errorf("%s: %d bytes took %v", name, len(text), took)
		}
	}
}
