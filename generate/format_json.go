package generate

import (
	"bytes"
	"encoding/json"
	"strings"
)

// json writes a branch as a JSON object in the order of the plan.
func (w *lines) json(b *branch, depth int) {
	if b.value != nil {
		w.text(b.value.json())
		return
	}
	w.text("{")
	for i, c := range b.children {
		if i > 0 {
			w.text(",")
		}
		w.text("\n", strings.Repeat("  ", depth+1), jsonText(c.name), ": ")
		w.json(c, depth+1)
	}
	if len(b.children) > 0 {
		w.text("\n", strings.Repeat("  ", depth))
	}
	w.text("}")
}

// json is the value on one line.
func (v Value) json() string {
	var parts []string
	switch v.Kind {
	case Integer, Boolean:
		return v.String()
	case List:
		for _, s := range v.List {
			parts = append(parts, jsonText(s))
		}
	case Conditions:
		for _, c := range v.Cases {
			var members []string
			for _, p := range c.pairs() {
				members = append(members, jsonText(p.Key)+": "+jsonText(p.Text))
			}
			parts = append(parts, "{"+strings.Join(members, ", ")+"}")
		}
	default:
		return jsonText(v.Text)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// jsonText is a text in quotes, which YAML reads as well.
func jsonText(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return `""` // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}
