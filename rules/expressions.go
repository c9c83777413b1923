package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/expr"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

// Expression is one expression of the file: a setting's value, or a branch of
// its conditions.
type Expression struct {
	At   *settings.Setting
	Key  *schema.Key
	Name string // key of the setting itself
	Part string // "", "if", "then" or "else"
	Vars string // name of the set of variables it may use
	Expr *expr.Expr
}

// Expressions reads every expression of the file once. Those with macros are
// left out: their text is not known.
func (p *Pass) Expressions() []Expression {
	if p.expressions != nil {
		return *p.expressions
	}
	out := []Expression{}
	for _, k := range p.Known() {
		if !k.Match.Key.IsExpression() || k.HasMacro() {
			continue
		}
		e := Expression{At: k.Setting, Key: k.Match.Key, Name: k.Setting.Key}
		if k.Rest != "" {
			e.Name = strings.TrimSuffix(k.Setting.Key, "."+k.Rest)
			e.Part = k.Rest[strings.LastIndexByte(k.Rest, '.')+1:]
			if p.Set.Has(e.Name) {
				continue // the plain value counts
			}
		}
		if k.Match.Key.Type == schema.AddressMapping && e.Part == "" {
			continue // true or false, not an expression
		}
		e.Vars = e.Key.VariableSet(p.scopeBeside(e.Name))
		e.Expr = expr.Parse(k.Value, &expr.Scope{Variables: schema.VariablesOf(e.Vars), Constants: k.Match.Key.Constants})
		out = append(out, e)
	}
	p.expressions = &out
	return out
}

// scopeBeside is the scope in the group that a setting stands in, "" when it is
// not given or not known.
func (p *Pass) scopeBeside(name string) string {
	x, ok := p.Set.Lookup(name[:strings.LastIndexByte(name, '.')+1] + "scope")
	if !ok || x.HasMacro() {
		return ""
	}
	return x.Value
}

// inside is the place of a part of an expression in the file: exact when the
// value is written without escapes, the whole value otherwise.
func (e *Expression) inside(p *Pass, start, end int) source.Span {
	whole := e.At.ValueSpan
	quotes := uint32(0)
	switch e.At.Form {
	case dialect.Basic, dialect.Literal:
		quotes = 1
	case dialect.MultiBasic, dialect.MultiLiteral:
		quotes = 3
	}
	inner := source.Span{Start: whole.Start + quotes, End: whole.End - min(quotes, whole.End)}
	if p.File.Text(inner) != e.At.Value || start > end {
		return whole
	}
	s := source.Span{Start: inner.Start + uint32(start), End: inner.Start + uint32(end)}
	if s.Empty() {
		return whole
	}
	return s
}

// problem starts a finding about a part of an expression.
func (e *Expression) problem(p *Pass, x *expr.Problem, format string, args ...any) diag.Finding {
	return diag.At(e.inside(p, x.Start, x.End), format, args...).On(e.At.Key)
}

// reportProblems lets a rule speak about problems of certain kinds.
func reportProblems(p *Pass, detail string, kinds ...expr.Kind) {
	for _, e := range p.Expressions() {
		for i := range e.Expr.Problems {
			x := &e.Expr.Problems[i]
			for _, k := range kinds {
				if x.Kind == k {
					p.Report(expressionFinding(p, &e, x, detail))
				}
			}
		}
	}
}

// bare reports a condition that is nothing but a misspelt name of a value that
// is neither true nor false by itself.
func (e *Expression) bare(x *expr.Problem) bool {
	return e.Part == "if" && x.End-x.Start == len(strings.TrimSpace(e.At.Value)) && !strings.HasPrefix(x.Suggestion, "is_")
}

// compared reports a name or word that an operator compares or a function takes:
// any other is a condition by itself.
func compared(text string, x *expr.Problem) bool {
	before, after := strings.TrimRight(text[:x.Start], " "), strings.TrimLeft(text[x.End:], " ")
	for _, op := range []string{"==", "!=", ">", "<", ">=", "<="} {
		if strings.HasSuffix(before, op) || strings.HasPrefix(after, op) {
			return true
		}
	}
	call := strings.TrimSuffix(before, "(")
	name := strings.TrimRight(call, "abcdefghijklmnopqrstuvwxyz_")
	return strings.HasSuffix(before, ",") || strings.HasPrefix(after, ",") || len(name) < len(call) && call != before
}

func expressionFinding(p *Pass, e *Expression, x *expr.Problem, detail string) diag.Finding {
	f := e.problem(p, x, "%s: %s; the server refuses the expression and uses the built-in default of %s", e.At.Key, x.Message, e.Name)
	if x.Suggestion != "" {
		detail = "Did you mean " + x.Suggestion + "? " + detail
		if e.bare(x) {
			// Mended, the condition would hold for everybody: such as a relay open to all.
			example := x.Suggestion + " == '…'"
			if strings.ContainsRune(x.Suggestion, '\'') {
				example = "… == " + x.Suggestion
			}
			return f.WithDetail("%s", "A condition is one expression that compares, as \""+example+"\"; a name or text alone holds whenever it is not empty. "+strings.TrimSpace(detail))
		}
		if e.Part == "if" && !compared(e.At.Value, x) && !strings.HasPrefix(x.Suggestion, "is_") {
			return f.WithDetail("%s", strings.TrimSpace(detail))
		}
		if span := e.inside(p, x.Start, x.End); span != e.At.ValueSpan && !strings.ContainsRune(x.Suggestion, '\'') {
			f = f.WithFix("Write "+x.Suggestion, false, diag.Edit{Span: span, New: x.Suggestion})
		}
	}
	return f.WithDetail("%s", strings.TrimSpace(detail))
}
