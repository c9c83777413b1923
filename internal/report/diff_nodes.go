package report

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/semdiff"
	"github.com/stalcfg/stalcfg/schema"
)

// Nodes is what differs among the files of the nodes of a cluster.
type Nodes struct {
	Names []string
	Diffs []semdiff.NodeDiff
}

// Unexpected is the number of differences that nodes should not have.
func (n *Nodes) Unexpected() int {
	count := 0
	for i := range n.Diffs {
		if !n.Diffs[i].Expected {
			count++
		}
	}
	return count
}

// Print writes the differences in a format of diff.
func (n *Nodes) Print(w io.Writer, format string, o DiffOptions) error {
	var text string
	switch format {
	case "text":
		text = n.text(ink(o.Color))
	case "brief":
		text = n.summary() + "\n"
	case "markdown":
		text = n.markdown()
	case "json":
		return n.json(w, o)
	default:
		return fmt.Errorf("unknown format %q (use %s)", format, schema.OrList(DiffFormats()))
	}
	_, err := io.WriteString(w, text)
	return err
}

func (n *Nodes) summary() string {
	return fmt.Sprintf("%s: %s that nodes should not have, %d expected", plural(len(n.Names), "node"), plural(len(n.rows(false)), "difference"), len(n.rows(true)))
}

// nodeRow is a difference put into words: a line a group of nodes with the same
// value.
type nodeRow struct {
	key, why      string
	nodes, values []string
}

// rows gives the differences that are expected, or those that are not. The
// settings of an object that some nodes do not have are one row.
func (n *Nodes) rows(expected bool) []nodeRow {
	var out []nodeRow
	for i := 0; i < len(n.Diffs); {
		d := &n.Diffs[i]
		end := i + 1
		for d.Object != "" && end < len(n.Diffs) && n.Diffs[end].Object == d.Object && slices.Equal(n.Diffs[end].Groups(), d.Groups()) {
			end++
		}
		if d.Expected == expected {
			r := nodeRow{key: Clean(d.Key), why: d.Why}
			if end-i > 1 {
				r.key = Clean(d.Object)
			}
			r.nodes, r.values = n.values(n.Diffs[i:end])
			out = append(out, r)
		}
		i = end
	}
	return out
}

// values writes the values of one setting, or of several of an object, for each
// group of nodes.
func (n *Nodes) values(diffs []semdiff.NodeDiff) (nodes, values []string) {
	groups := diffs[0].Groups()
	for first := range groups {
		if groups[first] != first {
			continue
		}
		var names []string
		for i, g := range groups {
			if g == first {
				names = append(names, Clean(n.Names[i]))
			}
		}
		nodes = append(nodes, strings.Join(names, ", "))
		if len(diffs) == 1 {
			values = append(values, nodeValue(&diffs[0], first))
			continue
		}
		var parts []string
		for i := range diffs {
			if d := &diffs[i]; d.Values[first] != nil {
				parts = append(parts, Clean(strings.TrimPrefix(d.Key, d.Object+"."))+" = "+nodeValue(d, first))
			}
		}
		if parts == nil {
			parts = []string{"not there"}
		}
		values = append(values, strings.Join(parts, "; "))
	}
	return nodes, values
}

// nodeValue is the value of a node.
func nodeValue(d *semdiff.NodeDiff, node int) string {
	text := "not set"
	if v := d.Values[node]; v != nil {
		text = strings.Join(valueLines(v), "; ")
		if all := shared(d); all != nil {
			text = beside(valueLines(v), all)
		}
	} else if d.Default != nil && d.Object == "" {
		text += " (default " + inline(&d.Default.Value) + ")"
	}
	switch {
	case d.OnlySecret():
		text += " (differs)"
	case d.Secret && strings.Contains(text, redact.Hidden):
		text += " (" + redact.Hidden + " differs too)"
	}
	return text
}

func (n *Nodes) text(c ink) string {
	var b strings.Builder
	fmt.Fprintln(&b, c.bold(n.summary()))
	for _, expected := range []bool{false, true} {
		title := "\nshould be the same on all nodes:"
		if expected {
			title = "\nexpected to differ:"
		}
		for _, r := range n.rows(expected) {
			if title != "" {
				fmt.Fprintln(&b, title)
				title = ""
			}
			why := ""
			if r.why != "" {
				why = "  " + c.faint(r.why)
			}
			fmt.Fprintf(&b, "  %s%s\n", c.bold(r.key), why)
			width := 0
			for _, s := range r.nodes {
				width = max(width, cells(s))
			}
			for j := range r.nodes {
				fmt.Fprintf(&b, "    %s%s  %s\n", r.nodes[j], strings.Repeat(" ", width-cells(r.nodes[j])), r.values[j])
			}
		}
	}
	return b.String()
}

func (n *Nodes) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n### Nodes\n\n**%s**\n", MarkdownMark, mdText(n.summary()))
	for _, expected := range []bool{false, true} {
		var rows strings.Builder
		for _, r := range n.rows(expected) {
			for j := range r.nodes {
				key, why := "", ""
				if j == 0 {
					key, why = mdCode(r.key, true), mdText(r.why)
				}
				fmt.Fprintf(&rows, "| %s | %s | %s | %s |\n", key, mdCode(r.nodes[j], true), mdCode(shorten(r.values[j]), true), why)
			}
		}
		if rows.Len() == 0 {
			continue
		}
		table := "\n| setting | nodes | value | |\n|---|---|---|---|\n" + rows.String()
		if expected {
			table = "\n<details><summary>Expected to differ</summary>\n" + table + "\n</details>\n"
		}
		b.WriteString(table)
	}
	return b.String()
}

func (n *Nodes) json(w io.Writer, o DiffOptions) error {
	type nodeDiff struct {
		Key      string       `json:"key"`
		Object   string       `json:"object"`
		Expected bool         `json:"expected"`
		Why      string       `json:"why"`
		Scope    string       `json:"scope"`
		Secret   bool         `json:"secret"`
		Values   []*jsonValue `json:"values"` // in the order of nodes
		Groups   []int        `json:"groups"`
		Default  *jsonValue   `json:"default"`
	}
	doc := struct {
		Version     int               `json:"version"`
		Tool        map[string]string `json:"tool"`
		Nodes       []string          `json:"nodes"`
		Differences []nodeDiff        `json:"differences"`
	}{1, map[string]string{"name": "stalcfg", "version": o.Version}, []string{}, []nodeDiff{}}
	for _, name := range n.Names {
		doc.Nodes = append(doc.Nodes, Clean(name))
	}
	for i := range n.Diffs {
		d := &n.Diffs[i]
		x := nodeDiff{Key: Clean(d.Key), Object: Clean(d.Object), Expected: d.Expected, Why: d.Why, Scope: d.Scope.String(), Secret: d.Secret, Groups: d.Groups()}
		for _, v := range d.Values {
			x.Values = append(x.Values, jsonValueOf(v))
		}
		if d.Default != nil {
			x.Default = jsonValueOf(&d.Default.Value)
		}
		doc.Differences = append(doc.Differences, x)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}
