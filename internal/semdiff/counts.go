package semdiff

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/expr"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// counts is the canonical text of what the server goes by: the one of the
// default where it cannot read the value. What it can read is known best of the
// newest releases.
func (it *item) counts(v schema.Version) string {
	if it.k == nil || !v.IsZero() && !v.AtLeast(15) {
		return it.canon
	}
	if it.k.IsExpression() {
		if fall := defaultItem(it.k, it.k.DefaultExpr); it.k.DefaultExpr != "" && it.refused() {
			return fall.canon
		}
		return it.canon
	}
	if it.form != single || settings.HasMacro(it.elems[0].text) {
		return it.canon
	}
	if text, ok := it.k.Instead(it.elems[0].text); ok {
		return text
	}
	return it.canon
}

// refused reports whether the server cannot read one of the expressions of a
// setting and keeps the default in the place of all.
func (it *item) refused() bool {
	if !strings.HasSuffix(it.k.OnInvalid, "default kept") {
		return false
	}
	scope := it.scope()
	bad := false
	for i := range it.elems {
		text := it.elems[i].text
		if settings.HasMacro(text) {
			return false
		}
		bad = bad || !expr.Parse(text, scope).Accepted
	}
	return bad
}

// unread tells what counts in the place of a text that the server cannot read.
func (it *item) unread(e *elem, v schema.Version) string {
	switch {
	case !v.IsZero() && !v.AtLeast(15) || settings.HasMacro(e.text):
	case it.form == single && !it.k.IsExpression():
		return it.k.Unread(e.text)
	case it.k.DefaultExpr != "" && strings.HasSuffix(it.k.OnInvalid, "default kept") && !expr.Parse(e.text, it.scope()).Accepted:
		return "cannot be read: the default counts"
	}
	return ""
}

// scope is what expressions of a setting may name.
func (it *item) scope() *expr.Scope {
	return &expr.Scope{Variables: schema.VariablesOf(it.k.VariableSet("")), Constants: it.k.Constants}
}

// sameEffect reports whether the server goes by the same in the place of two
// values that are not the same: it cannot read one of them, or both.
func (c *comparison) sameEffect(was, is *item) bool {
	return was.k != nil && was.k == is.k && was.canon != is.canon && was.counts(c.old.Target) == is.counts(c.now.Target)
}

// defaultItem is a default of the server as a setting.
func defaultItem(k *schema.Key, text string) *item {
	it := &item{k: k}
	if k.DefaultExpr == text && text != "" {
		it.form, it.elems = defaultBranches(text)
	} else {
		it.elems = []elem{{text: text, canon: canonical(k, text)}}
	}
	it.settle()
	return it
}
