package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// ScalarAndTable reports a key that has a value and also keys below it, which
// the server allows and TOML does not.
var ScalarAndTable = &Rule{
	Code:     "SC1014",
	Name:     "syntax/scalar-and-table",
	Severity: diag.Warning,
	Summary:  "Key is both a value and a table",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/parser.rs:431"}},
	Check: func(p *Pass) {
		p.valuesAbove(func(x *settings.Setting, under []settings.Setting) {
			if isCondition(x.Key, under) || !tomlBelow(p, &under[0], x.Key) {
				return
			}
			p.Report(p.Key(x, "%s has a value and also keys below it: the server reads both, TOML tools refuse the file", x.Key).
				WithDetail("Quote the longer key as one segment, for example \"%s\", if other tools must read the file.", shortKey(under[0].Key, x.Key)).
				WithRelated(under[0].KeySpan, "%s is set here", under[0].Key))
		})
	},
}

// valuesAbove calls a function with every setting that has others below it.
func (p *Pass) valuesAbove(take func(x *settings.Setting, under []settings.Setting)) {
	all := p.Set.All()
	for i := range all {
		if i+1 == len(all) || !strings.HasPrefix(all[i+1].Key, all[i].Key) {
			continue
		}
		if under := p.Set.Under(all[i].Key); len(under) > 0 {
			take(&all[i], under)
		}
	}
}

// shortKey is the key from the last segment of parent on.
func shortKey(key, parent string) string {
	return key[strings.LastIndexByte(parent, '.')+1:]
}

// isCondition reports whether the keys below are if, then and else.
func isCondition(key string, under []settings.Setting) bool {
	for i := range under {
		rest := under[i].Key[len(key)+1:]
		if last := rest[strings.LastIndexByte(rest, '.')+1:]; last != "if" && last != "then" && last != "else" {
			return false
		}
	}
	return true
}

// tomlBelow reports whether TOML, too, sees the setting as below the key: a
// quoted segment with a dot in it is one name there.
func tomlBelow(p *Pass, x *settings.Setting, key string) bool {
	var segs []string
	if x.Header >= 0 {
		segs = tomlSegments(p.File.Text(p.Doc.Headers[x.Header].NameSpan))
	}
	segs = append(segs, tomlSegments(p.File.Text(p.Doc.Statements[x.Statement].KeySpan))...)
	path := ""
	for i, s := range segs {
		if i > 0 {
			path += "."
		}
		if path += s; path == key {
			return true
		}
	}
	return false
}

// tomlSegments cuts a dotted name at the dots outside quotes.
func tomlSegments(written string) []string {
	var out []string
	var cur strings.Builder
	quoted := false
	for _, r := range written {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '.' && !quoted:
			out = append(out, cur.String())
			cur.Reset()
		case quoted || r != ' ' && r != '\t':
			cur.WriteRune(r)
		}
	}
	return append(out, cur.String())
}
