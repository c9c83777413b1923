package lint

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/suppress"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

// readDirectives takes host facts and the target from comments of the file:
// `# stalcfg: host ram=4GiB cores=2`, `# stalcfg: target=0.15`. What flags and
// the environment say wins. Mistakes are kept for a rule to report.
func (r *Result) readDirectives() {
	for _, d := range suppress.Directives(r.Doc) {
		x := rules.Directive{Span: d.Span, Text: d.Text}
		switch d.Kind {
		case suppress.Host, suppress.Target, suppress.Generated, suppress.Unknown:
			x.Err = r.direct(x)
		}
		r.directives = append(r.directives, x)
	}
}

// direct carries out one directive.
func (r *Result) direct(d rules.Directive) error {
	origin := r.File.Name + ":" + lineOf(r, d)
	if words, ok := strings.CutPrefix(d.Text, "host "); ok {
		f, err := host.ParseDirective(words, origin)
		r.Host = r.Host.Or(f)
		return err
	}
	if text, ok := strings.CutPrefix(d.Text, "target="); ok {
		v, err := schema.ParseVersion(strings.TrimSpace(text))
		if err == nil && r.declared.IsZero() {
			r.declared = v
		}
		if err == nil && r.Target.IsZero() {
			r.Target, r.TargetOrigin = v, origin
		}
		return err
	}
	if words, ok := strings.CutPrefix(d.Text, "generated"); ok {
		_, err := suppress.Digests(words)
		return err
	}
	return errUnknownDirective
}
