package rules

import (
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/edit"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// change is a setting with the value a rule proposes, written as in the file.
type change struct{ key, literal string }

// to proposes a number.
func to(key string, n uint64) change { return change{key, strconv.FormatUint(n, 10)} }

// proposing attaches a mend that makes all changes, if each has a safe place in
// the file. It is unsafe: it changes what the server does. A setting that is new
// in the file and belongs into the database is made a local key as well, so that
// the server takes it from the file without a warning.
func (p *Pass) proposing(f diag.Finding, changes ...change) diag.Finding {
	if p.TitlesOnly && p.roomFor(changes) {
		return f.WithFix(titleOf(changes), false)
	}
	var all []edit.Change
	var keys, foreign []string
	for _, c := range changes {
		v, ok := edit.ParseValue(c.literal)
		if !ok {
			return f
		}
		all = append(all, edit.Change{Key: c.key, Value: &v})
		keys = append(keys, c.key)
		if !p.Set.Has(c.key) && !p.isLocal(c.key) {
			foreign = append(foreign, c.key)
		}
	}
	if len(foreign) > 0 {
		all, keys = append(all, p.makeLocal(foreign)), append(keys, "config.local-keys")
	}
	edits, err := edit.Edits(p.Doc, all...)
	if err != nil || len(edits) == 0 {
		return f // no place is safe: the text of the finding says what to do
	}
	return f.WithFix(titleOf(changes), false, edits...).Intending(keys...)
}

// titleOf names the first of the changes.
func titleOf(changes []change) string {
	if len(changes) == 1 {
		return "Set " + changes[0].key + " = " + changes[0].literal
	}
	title := "Set "
	for i, c := range changes {
		if i == 2 && len(changes) > 3 {
			return title + ", " + strconv.Itoa(len(changes)-2) + " more"
		}
		if i > 0 {
			title += ", "
		}
		title += c.key + " = " + c.literal
	}
	return title
}

// roomFor reports that all changes are new settings with plain names, for which
// any file has a place.
func (p *Pass) roomFor(changes []change) bool {
	if !p.Doc.Accepted() {
		return false
	}
	for _, c := range changes {
		if p.Set.Has(c.key) || p.Set.HasUnder(c.key) || !plainKey(c.key) {
			return false
		}
	}
	return true
}

// plainKey reports a key that needs no quotes.
func plainKey(key string) bool {
	for i := range len(key) {
		if c := key[i]; !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '-' || c == '.') {
			return false
		}
	}
	return true
}

// removing attaches a mend that takes a setting out.
func (p *Pass) removing(f diag.Finding, key string) diag.Finding {
	if edits, ok := edit.Remove(p.Doc, key); ok {
		f = f.WithFix("Remove "+key, false, edits...).Intending(key)
	}
	return f
}

// isLocal reports whether the server looks for a key in the file alone. With
// macros in the file's list nothing is known, and every key counts as local.
func (p *Pass) isLocal(key string) bool {
	local := p.localInEffect()
	return local == nil || local.Local(key)
}

// makeLocal is the change after which keys are local: they join the file's list,
// or a new one that repeats the built-in patterns, which it replaces.
func (p *Pass) makeLocal(keys []string) edit.Change {
	var patterns []string
	for _, x := range p.Set.List("config.local-keys") {
		patterns = append(patterns, x.Value)
	}
	if len(patterns) == 0 {
		patterns = builtinLocal(p.Target)
	}
	v := edit.List(append(patterns[:len(patterns):len(patterns)], keys...)...)
	return edit.Change{Key: "config.local-keys", Value: &v}
}

// hidden reports a default that the server's database may override: the file
// has no such setting, and the key does not belong into it.
func (p *Pass) hidden(n Number) bool { return n.At == nil && !p.isLocal(n.Key) }

// atMost lowers the severity of a finding that rests on values which the
// database may override: it is an error only where the file says so.
func (p *Pass) atMost(s diag.Severity, numbers ...Number) diag.Severity {
	for _, n := range numbers {
		if s > diag.Warning && p.hidden(n) {
			return diag.Warning
		}
	}
	return s
}

// is writes a key with its value: "x = 5", "x = 5 (default)", or with a word
// that the database may say something else.
func (p *Pass) is(n Number) string { return p.stating(n, "") }

// isSize writes a size with its value for people as well.
func (p *Pass) isSize(n Number) string { return p.stating(n, size(n.N)) }

func (p *Pass) stating(n Number, note string) string {
	origin := ""
	switch {
	case p.hidden(n):
		origin = "the default, unless the web admin sets another"
	case n.At == nil:
		origin = "default"
	}
	value := strconv.FormatUint(n.N, 10)
	switch {
	case note != "" && origin != "":
		return n.Key + " = " + value + " (" + note + ", " + origin + ")"
	case note != "" || origin != "":
		return n.Key + " = " + value + " (" + note + origin + ")"
	}
	return n.Key + " = " + value
}

// Fit is the one set of values under which the file fits its host, made once.
func (p *Pass) Fit() *budget.Fit {
	if p.fit == nil {
		share, ok := p.Options[memoryBudgetName]["share"]
		if !ok {
			share = memoryShare
		}
		f := p.Ledger().Fit(p.Set, share)
		p.fit = &f
	}
	return p.fit
}

// lowered are the changes that bring the limits of listeners down to what fits:
// those set for a listener by itself, and the common one where others inherit.
func (p *Pass) lowered() []change {
	if p.lower != nil {
		return p.lower
	}
	p.lower = []change{}
	limit := p.Fit().Connections
	lower := func(own *settings.Setting) {
		n, key, _ := budget.LimitOf(p.Set, own)
		if x, ok := p.Set.Lookup(key); n > limit && !(ok && x.HasMacro()) {
			p.lower = append(p.lower, to(key, limit))
		}
	}
	common := false
	for i := range p.Listeners() {
		if own, ok := p.Listeners()[i].Object.Lookup("max-connections"); ok || !common {
			lower(own)
			common = common || !ok
		}
	}
	return p.lower
}

// written lists changes for the text of a finding.
func written(changes []change) string {
	if len(changes) == 1 {
		return changes[0].key + " = " + changes[0].literal
	}
	var out []string
	for i, c := range changes {
		if i == 3 && len(changes) > 4 {
			out = append(out, plural(len(changes)-3, "more limit"))
			break
		}
		out = append(out, c.key+" = "+c.literal)
	}
	return strings.Join(out, ", ")
}

// quoteDuration writes milliseconds as the file has them: "5m".
func quoteDuration(ms uint64) string {
	for _, u := range [...]struct {
		size uint64
		name string
	}{{3_600_000, "h"}, {60_000, "m"}, {1000, "s"}} {
		if ms >= u.size && ms%u.size == 0 {
			return `"` + strconv.FormatUint(ms/u.size, 10) + u.name + `"`
		}
	}
	return `"` + strconv.FormatUint(ms, 10) + `ms"`
}
