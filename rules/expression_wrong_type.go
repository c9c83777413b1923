package rules

import (
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/expr"
	"github.com/stalcfg/stalcfg/schema"
)

// ExprWrongType reports literals that cannot become what the setting needs.
var ExprWrongType = &Rule{
	Code:     "SC8209",
	Name:     "expression/wrong-type",
	Severity: diag.Error,
	Summary:  "Constant result does not fit the setting",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/common/src/expr/eval.rs"}},
	Check: func(p *Pass) {
		for _, e := range p.Expressions() {
			c := e.Expr.Constant
			if c == nil || e.Part == "if" || !e.Expr.Accepted {
				continue
			}
			if why := misfit(e.Key.Result, c); why != "" {
				effect := "uses a fallback"
				if e.Key.RuntimeFallback != "" {
					effect = "uses " + e.Key.RuntimeFallback
				}
				p.Report(p.Setting(e.At, "%s = %q: %s; the server finds out when it needs the value, and %s", e.At.Key, e.At.Value, why, effect).
					WithDetail("%s", wanted(e.Key)))
			}
		}
	},
}

// misfit says why a literal cannot become the result type of a setting.
func misfit(result string, c *expr.Constant) string {
	switch result {
	case "VerifyStrategy": // the numbers 2 to 4 behind the names pass too
		if n, ok := numeral(c); c.Kind != "constant" && (!ok || n < 2 || n > 4) {
			return "only the unquoted names of this setting are understood"
		}
	case "AggregateFrequency": // false is 0 and means never
		if n, ok := numeral(c); c.Kind != "constant" && (!ok || n == 1 || n > 4) {
			return "only the unquoted names of this setting are understood"
		}
	case "Duration":
		if c.Kind == "string" {
			if _, err := schema.ParseDuration(c.Text); err != nil {
				return "this text is no duration"
			}
		}
	case "usize", "u64", "u32", "i64", "Integer":
		if c.Kind == "string" {
			if _, err := strconv.ParseInt(strings.TrimSpace(c.Text), 10, 64); err != nil {
				return "this text is no number"
			}
		}
	}
	return ""
}

// numeral is the number behind a literal, as the server keeps it: truth is
// 1 or 0, a duration its milliseconds.
func numeral(c *expr.Constant) (uint64, bool) {
	switch c.Kind {
	case "boolean":
		if c.Text == "true" {
			return 1, true
		}
		return 0, true
	case "integer":
		n, err := strconv.ParseUint(c.Text, 10, 64)
		return n, err == nil
	case "duration":
		n, err := schema.ParseDuration(c.Text)
		return n, err == nil
	}
	return 0, false
}

// wanted says what to write.
func wanted(k *schema.Key) string {
	if len(k.Constants) > 0 {
		return "Write one of: " + strings.Join(k.Constants, ", ") + ", without quotes of their own."
	}
	if k.Result == "Duration" {
		return "Write a duration as 5m."
	}
	return "Write a number."
}
