package lint

import (
	"bytes"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

// marker begins a comment that speaks to stalcfg.
var marker = []byte("stalcfg:")

// readDirectives takes host facts and the target from comments of the file:
// `# stalcfg: host ram=4GiB cores=2`, `# stalcfg: target=0.15`. What flags and
// the environment say wins. Mistakes come back for a rule to report.
func readDirectives(r *Result) []rules.Directive {
	if !bytes.Contains(r.File.Data, marker) {
		return nil
	}
	var out []rules.Directive
	for _, t := range r.Doc.Tokens {
		if t.Kind != dialect.Comment {
			continue
		}
		text := strings.TrimSpace(strings.TrimLeft(r.File.Text(t.Span), "# \t"))
		body, ok := strings.CutPrefix(text, string(marker))
		if !ok {
			continue
		}
		d := rules.Directive{Span: t.Span, Text: strings.TrimSpace(body)}
		if !strings.HasPrefix(body, "ignore") {
			d.Err = r.direct(d)
		}
		out = append(out, d)
	}
	return out
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
		if err == nil && r.Target.IsZero() {
			r.Target, r.TargetOrigin = v, origin
		}
		return err
	}
	return errUnknownDirective
}
