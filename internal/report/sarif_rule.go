package report

import (
	"strings"
	"unicode/utf8"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/rules"
)

type (
	sarifDriver struct {
		Name     string      `json:"name"`
		FullName string      `json:"fullName"`
		Version  string      `json:"version,omitempty"`
		Semantic string      `json:"semanticVersion,omitempty"`
		URI      string      `json:"informationUri"`
		Rules    []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID         string          `json:"id"`
		Name       string          `json:"name,omitempty"` // not the same as the id
		Short      sarifText       `json:"shortDescription"`
		Full       sarifText       `json:"fullDescription"`
		Help       sarifText       `json:"help"`
		HelpURI    string          `json:"helpUri,omitempty"`
		Default    sarifDefault    `json:"defaultConfiguration"`
		Properties sarifProperties `json:"properties"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifProperties struct {
		Precision string   `json:"precision"`
		Severity  string   `json:"problem.severity"`
		Security  string   `json:"security-severity,omitempty"`
		Tags      []string `json:"tags"`
	}
	sarifNote struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifInvocation struct {
		Successful bool        `json:"executionSuccessful"`
		Notes      []sarifNote `json:"toolExecutionNotifications,omitempty"`
	}
)

// rule gives id and index of a finding's rule, and describes the rule when it
// is the first of its kind.
func (s *sarif) rule(f *diag.Finding) (id string, index int) {
	x := factsOf(f)
	if n, ok := s.index[x.id]; ok {
		return x.id, n
	}
	n := len(s.rules)
	s.index[x.id] = n
	s.rules = append(s.rules, describe(x, f))
	return x.id, n
}

// describe tells what there is to tell about a rule.
func describe(x facts, f *diag.Finding) sarifRule {
	out := sarifRule{ID: x.id, Name: x.name, HelpURI: x.url, Default: sarifDefault{sarifLevel(f.Severity)}}
	if x.rule == nil {
		text := "A rule of the project: " + Clean(x.name)
		out.Name = ""
		out.Short, out.Full = sarifText{Text: text}, sarifText{Text: text + "."}
		out.Help = sarifText{Text: "The rule stands in " + Clean(f.DocsAt()) + "."}
		out.Properties = sarifProperties{"very-high", sarifProblem(f.Severity), "", []string{"stalwart", "custom"}}
		return out
	}
	r := x.rule
	page, err := rules.Page(r)
	if err != nil {
		page = ""
	}
	help, err := Explain(r)
	if err != nil {
		help = r.Summary
	}
	out.Default.Level = sarifLevel(r.Severity)
	out.Short = sarifText{Text: cut(r.Summary)}
	out.Full = sarifText{Text: cut(strings.TrimSpace(sentence(r.Summary) + " " + firstParagraph(page)))}
	out.Help = sarifText{Text: help, Markdown: help}
	out.Properties = sarifProperties{precision(r.Preset), sarifProblem(r.Severity), securitySeverity(r), tags(r)}
	return out
}

// precision is how seldom a rule is wrong about what the reader wants: what
// every preset holds is true for everybody, the others are a matter of policy.
func precision(p rules.Preset) string {
	return [...]string{rules.Recommended: "very-high", rules.Strict: "high", rules.All: "medium"}[p]
}

func sarifProblem(s diag.Severity) string {
	return map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Info: "recommendation"}[s]
}

// securitySeverity makes the rules about security alerts of that kind. GitHub
// calls 7.0 and above high, 4.0 and above medium, below that low.
func securitySeverity(r *rules.Rule) string {
	if f := r.Family(); f != "security" && f != "tls" {
		return ""
	}
	return map[diag.Severity]string{diag.Error: "8.0", diag.Warning: "5.5", diag.Info: "2.0"}[r.Severity]
}

func tags(r *rules.Rule) []string {
	out := []string{"stalwart", r.Family()}
	if r.Family() == "tls" {
		out = append(out, "security")
	}
	return out
}

// firstParagraph is the text between the title of a page and the next blank
// line, on one line.
func firstParagraph(page string) string {
	_, body, _ := strings.Cut(page, "\n")
	first, _, _ := strings.Cut(strings.TrimLeft(body, "\n"), "\n\n")
	return strings.Join(strings.Fields(first), " ")
}

// cut shortens a text to what a description may have.
func cut(s string) string {
	if utf8.RuneCountInString(s) <= sarifMaxText {
		return s
	}
	return string([]rune(s)[:sarifMaxText-1]) + "…"
}
