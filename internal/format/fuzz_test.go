package format_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/format"
)

// bareable is what the server writes without quotes when it rewrites its file:
// true, false, and what Rust reads as a 64-bit float.
var bareable = regexp.MustCompile(`^(true|false|[+-]?((?i:inf|infinity|nan)|([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?))$`)

// serverForm writes settings as the server does when it rewrites its file
// (v0.15.5 crates/common/src/manager/config.rs): sorted, without quotes around
// keys and what Rust reads as a number, and line breaks in three quotes.
func serverForm(keys map[string]string) []byte {
	names := make([]string, 0, len(keys))
	for k := range keys {
		names = append(names, k)
	}
	slices.Sort(names)
	var b strings.Builder
	for _, k := range names {
		v := keys[k]
		escapes := strings.ContainsAny(v, `"\`)
		switch {
		case bareable.MatchString(v):
		case strings.Contains(v, "\n") || len(v) > 50 && escapes:
			v = "'''" + v + "'''"
		case escapes:
			v = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(v) + `"`
		default:
			v = `"` + v + `"`
		}
		b.WriteString(k + " = " + v + "\n")
	}
	return []byte(b.String())
}

// FuzzFormat demands of any text that is accepted: the same settings and
// comments, and that formatting the result changes nothing.
func FuzzFormat(f *testing.F) {
	for _, s := range []string{
		"", "a=1", "a=1\r\n# c\r\n", "[ A . B ]x # y\nk=v # c\n", "[[x]]\na=[1,'b',{c=\"d\"}]\n[[x]]\n", "s={a,\"10.0.0.0/8\"}\n", "s = {\n a,\n b }\n",
		"a = [\n1, # one\n\n# two\n2\n# tail\n]\n", "a='\\d+'\nb=\"\\\\n\"\nc='''\r\nx'''\nd=\"x\ny\"\n", "a@b=1\n\"c d\".e f=2\n", "k=!ENV\n", "x=[a,,b]\n",
		"#a=1\n\n\n# head\n[t]\n\n\n#k = 1\n[u]\nv = 0600\n", "a.0000 = 1\na.0001.if = \"x\"\na.0001.then = true\nb = 2\nb.c = 3\nl.10.0.0.1 = \"\"\n",
		"k = [" + strings.Repeat("\"element\", ", 12) + "]\n", "a = \"\"\"\\n\"\"\"\n", "a = ''''x'''\n", "[[X]]\n[X]\n", "a = { b = [1, # c\n2] }\n", "a = {b = # c\n2 }\n", "a={\n b={\n c } }\nd = [ {\n e } ]\n",
	} {
		f.Add([]byte(s), false)
		f.Add([]byte(s), true)
	}
	f.Fuzz(func(t *testing.T, data []byte, tables bool) {
		if len(data) < 4096 {
			checkAll(t, "fuzz", data, format.Options{Tables: tables})
		}
	})
}
