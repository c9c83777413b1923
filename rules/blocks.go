package rules

import (
	"sort"

	"github.com/stalcfg/stalcfg/internal/expr"
)

// block is a setting with conditions as the server evaluates it: the first
// condition that holds decides, else the last part (Stalwart v0.15.5
// crates/common/src/expr/if_block.rs:96).
type block struct {
	branches []branch
	rest     *Expression
}

type branch struct{ when, then *Expression }

// outcome is a value that a block may give, and the part that gives it.
type outcome struct {
	value expr.Value
	at    *Expression
}

// block reads the expressions of a setting. It is not ok when the file does
// not tell all of them, or when the server refuses one and uses its default.
func (p *Pass) block(name string) (b block, ok bool) {
	var parts []*Expression
	all := p.Expressions()
	for i := range all {
		if all[i].Name == name {
			parts = append(parts, &all[i])
		}
	}
	for _, e := range parts {
		if !e.Expr.Accepted || !e.Expr.WellFormed {
			return block{}, false
		}
	}
	if p.Set.Has(name) {
		if len(parts) != 1 {
			return block{}, false
		}
		return block{rest: parts[0]}, true
	}
	if len(parts) == 0 || len(parts) != len(p.Set.Under(name)) {
		return block{}, false // a macro, or a key that is no part of a condition
	}
	sort.SliceStable(parts, func(i, j int) bool { return parts[i].At.Key < parts[j].At.Key })
	return arrange(parts)
}

// arrange pairs conditions with their values in the order of their keys: "if"
// stands before "then" of the same index.
func arrange(parts []*Expression) (b block, ok bool) {
	for _, e := range parts {
		switch {
		case e.Part == "if" && b.rest == nil:
			b.branches = append(b.branches, branch{when: e})
		case e.Part == "then" && b.rest == nil && len(b.branches) > 0 && b.branches[len(b.branches)-1].then == nil:
			b.branches[len(b.branches)-1].then = e
		case e.Part == "else" && b.rest == nil && len(b.branches) > 0:
			b.rest = e
		default:
			return block{}, false
		}
	}
	for _, x := range b.branches {
		if x.then == nil {
			return block{}, false
		}
	}
	return b, b.rest != nil
}

// outcomes gives every value that the block may have where the environment
// leaves conditions open: one, if it does not.
func (b *block) outcomes(env expr.Env) []outcome {
	var out []outcome
	for _, x := range b.branches {
		truth, known := x.when.Expr.Eval(env).Truth()
		if known && !truth {
			continue
		}
		out = append(out, outcome{x.then.Expr.Eval(env), x.then})
		if known {
			return out
		}
	}
	return append(out, outcome{b.rest.Expr.Eval(env), b.rest})
}

// truth is what the block gives as a condition. Where it cannot be told,
// known is false.
func (b *block) truth(env expr.Env) (o outcome, truth, known bool) {
	all := b.outcomes(env)
	if len(all) != 1 {
		return outcome{}, false, false
	}
	truth, known = all[0].value.Truth()
	return all[0], truth, known
}

// ownRecipient is a message to a mailbox of the server. That its domain is
// local is all that is known of it, so a condition on anything else stays open.
type ownRecipient struct{}

// Variable gives a value that is not known but has a name.
func (ownRecipient) Variable(name string) expr.Value { return expr.Value{Text: name} }

// Call knows that the domain of the recipient is local.
func (ownRecipient) Call(function string, args []expr.Value) expr.Value {
	if function == "is_local_domain" && args[1].Kind == expr.Unknown && args[1].Text == "rcpt_domain" {
		return expr.BoolValue(true)
	}
	return expr.Value{}
}
