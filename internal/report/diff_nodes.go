package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/semdiff"
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
		return fmt.Errorf("unknown format %q (use %s)", format, strings.Join(DiffFormats(), ", "))
	}
	_, err := io.WriteString(w, text)
	return err
}

func (n *Nodes) summary() string {
	bad := n.Unexpected()
	return fmt.Sprintf("%s: %s that nodes should not have, %d expected", plural(len(n.Names), "node"), plural(bad, "difference"), len(n.Diffs)-bad)
}

// values writes one line a group of nodes with the same value.
func (n *Nodes) values(d *semdiff.NodeDiff) (nodes, values []string) {
	groups := d.Groups()
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
		text := "not set"
		if v := d.Values[first]; v != nil {
			text = strings.Join(valueLines(v), "; ")
		} else if d.Default != nil {
			text += " (default " + inline(&d.Default.Value) + ")"
		}
		switch {
		case d.OnlySecret():
			text += " (differs)"
		case d.Secret && strings.Contains(text, redact.Hidden):
			text += " (" + redact.Hidden + " differs too)"
		}
		nodes, values = append(nodes, strings.Join(names, ", ")), append(values, text)
	}
	return nodes, values
}

func (n *Nodes) text(c ink) string {
	var b strings.Builder
	fmt.Fprintln(&b, c.bold(n.summary()))
	for _, expected := range []bool{false, true} {
		title := "\nshould be the same on all nodes:"
		if expected {
			title = "\nexpected to differ:"
		}
		for i := range n.Diffs {
			d := &n.Diffs[i]
			if d.Expected != expected {
				continue
			}
			if title != "" {
				fmt.Fprintln(&b, title)
				title = ""
			}
			why := ""
			if d.Why != "" {
				why = "  " + c.faint(d.Why)
			}
			fmt.Fprintf(&b, "  %s%s\n", c.bold(Clean(d.Key)), why)
			nodes, values := n.values(d)
			width := 0
			for _, s := range nodes {
				width = max(width, cells(s))
			}
			for j := range nodes {
				fmt.Fprintf(&b, "    %s%s  %s\n", nodes[j], strings.Repeat(" ", width-cells(nodes[j])), values[j])
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
		for i := range n.Diffs {
			d := &n.Diffs[i]
			if d.Expected != expected {
				continue
			}
			nodes, values := n.values(d)
			for j := range nodes {
				key, why := "", ""
				if j == 0 {
					key, why = mdCode(Clean(d.Key), true), mdText(d.Why)
				}
				fmt.Fprintf(&rows, "| %s | %s | %s | %s |\n", key, mdCode(nodes[j], true), mdCode(shorten(values[j]), true), why)
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
		x := nodeDiff{Key: Clean(d.Key), Expected: d.Expected, Why: d.Why, Scope: d.Scope.String(), Secret: d.Secret, Groups: d.Groups()}
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
