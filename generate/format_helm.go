package generate

import (
	"fmt"
	"regexp"
	"strings"
)

// helm writes values for charts that turn the tables under config into the
// server's file, and the limits of the pod.
func (w *lines) helm(p *Plan, o RenderOptions) {
	w.note(0, "Values of a Helm chart for Stalwart that writes config.toml from the tables under config.")
	w.put(0, "config:")
	for _, c := range p.tree(o.Only).children {
		w.yaml(c, 1)
	}
	if len(o.Only) > 0 {
		return
	}
	w.put(0, "resources:")
	w.put(1, "requests:")
	w.put(2, "memory: ", jsonText(mebibytes(p.Unit.MemoryHigh)))
	w.put(1, "limits:")
	w.put(2, "memory: ", jsonText(mebibytes(p.Unit.MemoryMax)))
	var secrets, plain []string
	for _, v := range p.Unit.Environment {
		if v.Secret {
			secrets = append(secrets, v.Name)
		} else {
			plain = append(plain, v.Name+"="+v.Value)
		}
	}
	if len(plain) > 0 {
		w.note(0, "Environment of the container, under the name that the chart has for it: "+strings.Join(plain, " "))
	}
	if len(secrets) > 0 {
		w.note(0, "From a Secret, for example by envFrom: "+strings.Join(secrets, ", "))
	}
}

// mebibytes is a size as Kubernetes writes it.
func mebibytes(n uint64) string { return fmt.Sprintf("%dMi", n/mib) }

// yaml writes one entry of a mapping.
func (w *lines) yaml(b *branch, depth int) {
	name := yamlName(b.name)
	switch {
	case b.value == nil:
		w.put(depth, name, ":")
		for _, c := range b.children {
			w.yaml(c, depth+1)
		}
	case b.value.Kind == List && len(b.value.List) > 3:
		w.put(depth, name, ":")
		for _, s := range b.value.List {
			w.put(depth+1, "- ", jsonText(s))
		}
	case b.value.Kind == Conditions:
		w.put(depth, name, ":")
		for _, c := range b.value.Cases {
			mark := "- "
			for _, p := range c.pairs() {
				w.put(depth+1, mark, yamlName(p.Key), ": ", jsonText(p.Text))
				mark = "  "
			}
		}
	default:
		w.put(depth, name, ": ", b.value.json())
	}
}

var yamlWord = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)

// yamlName is a key. Words that YAML reads as truth values need quotes.
func yamlName(s string) string {
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		return jsonText(s)
	}
	if yamlWord.MatchString(s) {
		return s
	}
	return jsonText(s)
}
