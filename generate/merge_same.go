package generate

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/edit"
	"github.com/stalcfg/stalcfg/schema"
)

// edit is the value as the editor of files takes it.
func (v Value) edit() edit.Value {
	switch v.Kind {
	case Integer, Boolean:
		return edit.Plain(v.String())
	case List:
		return edit.List(v.List...)
	case Conditions:
		out := edit.Value{List: make([]edit.Value, len(v.Cases))}
		for i, c := range v.Cases {
			if c.If == "" {
				out.List[i].Table = []edit.Member{{Key: "else", Value: edit.Text(c.Then)}}
				continue
			}
			out.List[i].Table = []edit.Member{{Key: "if", Value: edit.Text(c.If)}, {Key: "then", Value: edit.Text(c.Then)}}
		}
		return out
	}
	return edit.Text(v.Text)
}

// canonical writes the texts of a setting so that what the server reads alike is
// the same: a list of one element and the element alone, 5m and 300000, an else
// without an if and the value alone.
func canonical(key string, pieces []edit.Piece) []edit.Piece {
	out := slices.Clone(pieces)
	m, known := schema.Lookup(key)
	for i := range out {
		out[i].Text = strings.TrimSpace(out[i].Text)
		if known && (out[i].Word == "" || !m.Key.IsExpression()) {
			out[i].Text = m.Key.Canonical(out[i].Text)
		}
	}
	if len(out) == 1 && out[0].Word == "else" {
		out[0].Word = ""
	}
	if unordered(key) {
		slices.SortFunc(out, func(a, b edit.Piece) int { return strings.Compare(a.Text, b.Text) })
		out = slices.Compact(out)
	}
	return out
}

// unordered reports lists whose order means nothing to the server.
func unordered(key string) bool {
	switch {
	case strings.HasPrefix(key, "server.listener."):
		return strings.HasSuffix(key, ".bind")
	case strings.HasPrefix(key, "acme."):
		return strings.HasSuffix(key, ".domains") || strings.HasSuffix(key, ".contact")
	}
	return key == "server.proxy.trusted-networks"
}

// localKeys is the list that a file may have more in than the plan: other
// settings of the file need their own patterns.
const localKeys = "config.local-keys"

// wanted is what a setting is to become in a file that has it with these texts.
// Patterns that a person added to config.local-keys stay.
func (m *merger) wanted(s *Setting, now []edit.Piece, found bool) edit.Value {
	if s.Key != localKeys || !found || m.opts.Force || m.mark.wrote(s.Key, canonical(s.Key, now)) {
		return s.Value.edit()
	}
	var texts []string
	for _, p := range now {
		texts = append(texts, p.Text)
	}
	for _, p := range s.Value.List {
		if !slices.Contains(texts, p) {
			texts = append(texts, p)
		}
	}
	return edit.List(texts...)
}
