package semdiff

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// form is how many texts a setting is made of.
type form uint8

const (
	single     form = iota
	list            // any number of values
	conditions      // if, then, else
)

// item is one setting as a whole: a list with all its values, an expression
// with all its branches.
type item struct {
	key   string      // after renamed objects were aligned
	own   string      // in its file
	k     *schema.Key // nil for keys outside the schema
	form  form
	elems []elem
	canon string
	path  string // the object it belongs to, "" for none; set by objectPaths
}

// elem is one text of an item. label is "if", "then" or "else" in conditions.
type elem struct {
	label       string
	key         string // of the flattened setting
	text, canon string
	at          *settings.Setting
}

// items collects the settings of a file in the order of their keys.
func items(set *settings.Set) []*item {
	all := set.All()
	slab := make([]item, 0, len(all)) // never grows, so that pointers stay
	elems := make([]elem, len(all))   // most items have one
	out := make([]*item, 0, len(all))
	at := make(map[string]*item, len(all))
	for i := range all {
		x := &all[i]
		base, k, f, e := place(x)
		e.key, e.at = x.Key, x
		it := at[base]
		if it == nil {
			slab = append(slab, item{key: base, own: base, k: k, elems: elems[i : i : i+1]})
			it = &slab[len(slab)-1]
			at[base] = it
			out = append(out, it)
		}
		it.form = max(it.form, f)
		it.elems = append(it.elems, e)
	}
	for _, it := range out {
		it.settle()
	}
	slices.SortFunc(out, func(a, b *item) int { return strings.Compare(a.key, b.key) })
	return out
}

// place says which setting as a whole a flattened one is part of.
func place(x *settings.Setting) (base string, k *schema.Key, f form, e elem) {
	m, ok := schema.Lookup(x.Key)
	if !ok {
		return placeUnknown(x)
	}
	k, e.text = m.Key, x.Value
	base = x.Key
	if m.Rest != "" {
		base = x.Key[:len(x.Key)-len(m.Rest)-1]
	}
	switch {
	case k.Multi == schema.Set:
		base = strings.TrimSuffix(k.Pattern, ".*")
		e.text = x.Key[min(len(base)+1, len(x.Key)):]
		f = list
	case k.Multi == schema.List, k.Multi == schema.ListOnly && m.Rest != "":
		f = list
	case k.Type == schema.Conditions || k.Type == schema.AddressMapping:
		f = conditions
		if e.label = branch(m.Rest); e.label == "" {
			f = single
		}
	}
	e.canon = canonical(k, e.text)
	return base, k, f, e
}

// placeUnknown tells lists and conditions by their shape.
func placeUnknown(x *settings.Setting) (base string, k *schema.Key, f form, e elem) {
	e.text, e.canon = x.Value, x.Value
	i := strings.LastIndexByte(x.Key, '.')
	if i < 0 {
		return x.Key, nil, single, e
	}
	last, before := x.Key[i+1:], x.Key[:i]
	if isIndex(last) {
		return before, nil, list, e
	}
	if label := branch("." + last); label != "" {
		if j := strings.LastIndexByte(before, '.'); j > 0 && isIndex(before[j+1:]) {
			e.label, e.canon = label, plainExpression(x.Value)
			return before[:j], nil, conditions, e
		}
	}
	return x.Key, nil, single, e
}

// branch is the part of a condition that the end of a key names.
func branch(rest string) string {
	switch last := rest[strings.LastIndexByte(rest, '.')+1:]; last {
	case "if", "then", "else":
		return last
	}
	return ""
}

// isIndex reports whether a segment is the position in an array.
func isIndex(seg string) bool {
	return len(seg) == 4 && strings.Trim(seg, "0123456789") == ""
}

// canonical is the same text for values that the server reads alike.
func canonical(k *schema.Key, text string) string {
	switch {
	case settings.HasMacro(text):
		return text
	case k.IsExpression():
		return plainExpression(text)
	case k.Type == schema.PEM:
		return strings.TrimSpace(text)
	}
	return k.Canonical(text)
}

// settle makes the canonical text of an item from those of its parts.
func (it *item) settle() {
	switch it.form {
	case conditions:
		it.settleConditions()
		return
	case single:
		it.canon = it.elems[0].canon
		return
	}
	texts := make([]string, 0, len(it.elems))
	for i := range it.elems {
		texts = append(texts, it.elems[i].canon)
	}
	switch {
	case it.k == nil: // whether the order counts is not known
		it.canon = "\x00" + strings.Join(texts, "\x00")
	default:
		if !schema.Ordered(it.k) {
			slices.Sort(texts)
			texts = slices.Compact(texts)
		}
		it.canon = strings.Join(texts, "\x00")
	}
}

// settleConditions leaves out what the server does: of a single value and
// conditions, the conditions (v0.15.5 crates/common/src/expr/if_block.rs:100).
func (it *item) settleConditions() {
	for i := range it.elems {
		if it.elems[i].label == "" && it.k != nil {
			it.form, it.elems = single, it.elems[i:i+1]
			it.canon = it.elems[0].canon
			return
		}
	}
	var b strings.Builder
	for i := range it.elems {
		b.WriteString(it.elems[i].label + "\x00" + it.elems[i].canon + "\x00")
	}
	it.canon = b.String()
}

// plainExpression leaves out blanks between the words of an expression, which
// the server skips (v0.15.5 crates/common/src/expr/tokenizer.rs).
func plainExpression(s string) string {
	if !strings.ContainsAny(s, " \r\n") {
		return s
	}
	var b strings.Builder
	var quote, last byte
	blank := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == '\\' && i+1 < len(s) {
				b.WriteByte(c)
				i++
				c = s[i]
			} else if c == quote {
				quote = 0
			}
		case c == ' ' || c == '\r' || c == '\n':
			blank = true
			continue
		case c == '\'' || c == '"':
			quote = c
		}
		if blank && b.Len() > 0 && apart(last, c) {
			b.WriteByte(' ')
		}
		blank, last = false, c
		b.WriteByte(c)
	}
	return b.String()
}

// apart reports whether two characters with a blank between them may mean
// something else without it: two words, two operators, a word and the
// parenthesis that would make it a function.
func apart(before, after byte) bool {
	return isWord(before) && (isWord(after) || after == '(' || after == '*') || isOperator(before) && isOperator(after)
}

func isWord(c byte) bool {
	return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '$' || c == '.' || c == ':'
}

func isOperator(c byte) bool { return strings.IndexByte("&|=<>!^+-*/", c) >= 0 }
