package report

import (
	"fmt"
	"strings"
	"sync"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/rules"
)

// Home is where stalcfg lives; formats that link to a tool or a rule use it.
const Home = "https://github.com/stalcfg/stalcfg"

// facts is what formats say about the rule behind a finding. For a rule of a
// project rule is nil.
type facts struct {
	id   string // the code, or the name of a project's rule, whose code is shared
	name string
	url  string // page of the rule, "" for rules of a project
	rule *rules.Rule
}

// byName finds the rule of a finding.
var byName = sync.OnceValue(func() map[string]*rules.Rule {
	m := make(map[string]*rules.Rule, len(rules.List()))
	for _, r := range rules.List() {
		m[r.Name] = r
	}
	return m
})

func factsOf(f *diag.Finding) facts {
	r := byName()[f.Name]
	if r == nil {
		return facts{id: f.Name, name: f.Name}
	}
	return facts{id: r.Code, name: r.Name, url: Home + "/blob/main/rules/pages/" + r.Code + ".md", rule: r}
}

// label is the code and the name of a rule; rules of a project share their code,
// which says nothing.
func label(f *diag.Finding) string {
	if !strings.HasPrefix(f.Code, "SC") {
		return f.Name
	}
	return f.Code + " " + f.Name
}

// Explain is the page of a rule with its facts below the title and its evidence
// at the end, as Markdown.
func Explain(r *rules.Rule) (string, error) {
	page, err := rules.Page(r)
	if err != nil {
		return "", err
	}
	title, body, _ := strings.Cut(page, "\n")
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n\n%s.\n\n", title, r.Code, r.Summary)
	fmt.Fprintf(&b, "severity: %s, preset: %s, fix: %s", r.Severity, r.Preset, r.Fix)
	if r.Since != "" {
		fmt.Fprintf(&b, ", since Stalwart %s", r.Since)
	}
	if r.Until != "" {
		fmt.Fprintf(&b, ", until Stalwart %s", r.Until)
	}
	b.WriteString("\n" + body + "\n## Evidence\n\n")
	for _, c := range r.Cites {
		fmt.Fprintf(&b, "- %s\n", c)
	}
	return b.String(), nil
}
