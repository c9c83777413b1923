package rules

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed pages/*.md
var pages embed.FS

// Page is the Markdown text that explains a rule: what the server does, a bad
// and a good example, how to mend it.
func Page(r *Rule) (string, error) {
	text, err := pages.ReadFile("pages/" + r.Code + ".md")
	if err != nil {
		return "", fmt.Errorf("rule %s has no page", r.Code)
	}
	return string(text), nil
}

// Example is one fenced block of a page.
type Example struct {
	Bad  bool              // under the heading "Bad", else under "Good"
	Attr map[string]string // words after the language: target=0.12, node=a, no-final-newline
	Text string
}

// Examples gives the ```toml blocks under the headings "Bad" and "Good" of a
// page in order.
func Examples(page string) []Example {
	var out []Example
	section, inside := "", false
	var cur Example
	var body []string
	for _, line := range strings.Split(page, "\n") {
		switch {
		case !inside && strings.HasPrefix(line, "## "):
			section = strings.TrimSpace(line[3:])
		case !inside && strings.HasPrefix(line, "```toml") && (section == "Bad" || section == "Good"):
			inside, body = true, nil
			cur = Example{Bad: section == "Bad", Attr: attributes(line[len("```toml"):])}
		case inside && strings.HasPrefix(line, "```"):
			inside = false
			cur.Text = strings.Join(body, "\n") + "\n"
			if _, ok := cur.Attr["no-final-newline"]; ok {
				cur.Text = strings.TrimSuffix(cur.Text, "\n")
			}
			if _, ok := cur.Attr["latin1"]; ok {
				cur.Text = latin1(cur.Text)
			}
			out = append(out, cur)
		case inside:
			body = append(body, line)
		}
	}
	return out
}

func attributes(s string) map[string]string {
	out := map[string]string{}
	for _, w := range strings.Fields(s) {
		k, v, _ := strings.Cut(w, "=")
		out[k] = v
	}
	return out
}

// latin1 writes a text in ISO 8859-1, so that a page can hold a file that is
// not UTF-8.
func latin1(s string) string {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		out = append(out, byte(r))
	}
	return string(out)
}
