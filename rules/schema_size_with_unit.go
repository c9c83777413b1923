package rules

import (
	"math"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// SizeWithUnit reports sizes with a unit, which the server cannot read.
var SizeWithUnit = &Rule{
	Code:     "SC2022",
	Name:     "schema/size-with-unit",
	Severity: diag.Error,
	Summary:  "Size has a unit",
	Since:    "0.15",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.15.5", "crates/utils/src/config/utils.rs:418"}},
	Check: func(p *Pass) {
		for _, k := range p.Known() {
			if !isInteger(k.Match.Key.Type) || !k.single() || !k.Plain() || k.Match.Key.Check(k.Value) == nil {
				continue
			}
			bytes, ok := sizeMeant(k.Value)
			if !ok {
				continue
			}
			want := strconv.FormatUint(bytes, 10)
			p.Report(p.Setting(k.Setting, "%s = %q has a unit: the server reads plain numbers of bytes only; it %s", k.Setting.Key, k.Value, k.Effective()).
				WithDetail("Write %s.", want).
				WithFix("Write the number of bytes", false, diag.Edit{Span: k.ValueSpan, New: want}))
		}
	},
}

// sizeMeant reads a size as people write it; units count 1024 as those of
// Stalwart's own documentation do.
func sizeMeant(v string) (uint64, bool) {
	s := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(v), " ", ""))
	i := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if i <= 0 {
		return 0, false
	}
	n, err := strconv.ParseFloat(s[:i], 64)
	unit := strings.TrimSuffix(strings.TrimSuffix(s[i:], "b"), "i")
	shift, ok := map[string]uint{"k": 10, "m": 20, "g": 30, "t": 40, "": 0}[unit]
	if err != nil || !ok || s[i:] == "i" {
		return 0, false
	}
	f := n * float64(uint64(1)<<shift)
	return uint64(f), f < math.MaxInt64
}
