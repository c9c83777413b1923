package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// IndexNotPadded reports hand-written positions of a list that sort as text in
// another order than as numbers.
var IndexNotPadded = &Rule{
	Code:     "SC1005",
	Name:     "syntax/index-not-padded",
	Severity: diag.Warning,
	Summary:  "Hand-written list index is not zero-padded and has 10 or more items",
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/mod.rs:25"}},
	Check: func(p *Pass) {
		all := p.Set.All()
		for i := 0; i < len(all); {
			parent, _, ok := indexSplit(all[i].Key)
			if !ok {
				i++
				continue
			}
			under := p.Set.Under(parent)
			reportUnpadded(p, parent, under)
			i += max(len(under), 1)
		}
	},
}

// indexSplit cuts a key at its first segment of digits that is an element of a
// list or a branch of conditions: the last one, or one before if, then or else.
func indexSplit(key string) (parent, index string, ok bool) {
	at := strings.LastIndexByte(key, '.')
	if at < 0 {
		return "", "", false
	}
	if last := key[at+1:]; last == "if" || last == "then" || last == "else" {
		key = key[:at]
		at = strings.LastIndexByte(key, '.')
	}
	if at < 0 || !allDigits(key[at+1:]) {
		return "", "", false
	}
	return key[:at], key[at+1:], true
}

func reportUnpadded(p *Pass, parent string, under []settings.Setting) {
	var order []string
	for i := range under {
		if par, idx, ok := indexSplit(under[i].Key); ok && par == parent && !slices.Contains(order, idx) {
			order = append(order, idx)
		}
	}
	for i := 1; i < len(order); i++ {
		if numberLess(order[i], order[i-1]) {
			x, _ := p.Set.First(parent+"."+order[i], parent+"."+order[i]+".if", parent+"."+order[i]+".then", parent+"."+order[i]+".else")
			if x == nil {
				continue
			}
			p.Report(p.Key(x, "%s.%s comes after %s.%s: positions are sorted as text, so the order is not the one the numbers say", parent, order[i], parent, order[i-1]).
				WithDetail("Give all positions the same number of digits (%s), or write an array.", fmt.Sprintf("%04s", order[i])))
			return
		}
	}
}

// numberLess compares two runs of digits as numbers.
func numberLess(a, b string) bool {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b
}
