package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
)

// ImplicitTLSDefault reports listeners that began with TLS because of a global
// switch, which is no longer read.
var ImplicitTLSDefault = &Rule{
	Code:     "SC3003",
	Name:     "version/implicit-tls-default",
	Severity: diag.Error,
	Summary:  "Implicit TLS is no longer taken from server.tls.implicit",
	Since:    "0.7",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.6.0", "crates/utils/src/config/listener.rs:320"}, {"0.15.5", "crates/common/src/config/server/listener.rs:303"}},
	Check: func(p *Pass) {
		x, ok := implicitEverywhere(p)
		if !ok {
			return
		}
		var ids []string
		var edits []diag.Edit
		for _, l := range p.Listeners() {
			if l.ImplicitAt != nil || !l.TLS {
				continue
			}
			ids = append(ids, l.ID)
			if at, ok := lineAfter(p, l.ProtocolAt.Header, l.ProtocolAt.ValueSpan, "server.listener."+l.ID); ok {
				edits = append(edits, diag.Edit{Span: at, New: "tls.implicit = true\n"})
			}
		}
		if len(ids) == 0 {
			return
		}
		f := p.Setting(x, "server.tls.implicit is not read since 0.7, where implicit TLS is off unless the listener says otherwise: %s now wait for STARTTLS", listenersOf(ids)).
			WithDetail("Set tls.implicit = true in each listener whose clients begin with TLS, as on the ports 465, 993 and 995.")
		if len(edits) == len(ids) {
			f = f.WithFix("Set tls.implicit in each listener", false, edits...)
		}
		p.Report(f)
	},
}

// implicitEverywhere gives the old global switch when it is on.
func implicitEverywhere(p *Pass) (at *settings.Setting, ok bool) {
	x, ok := p.Set.Lookup("server.tls.implicit")
	return x, ok && x.Value == "true"
}

// waitForSTARTTLS counts the listeners that leave tls.implicit to the default.
func waitForSTARTTLS(p *Pass) int {
	n := 0
	for _, l := range p.Listeners() {
		if l.ImplicitAt == nil && l.TLS {
			n++
		}
	}
	return n
}

// listenersOf names listeners at the beginning of a sentence's second half.
func listenersOf(ids []string) string {
	if len(ids) == 1 {
		return "the clients of the listener " + ids[0]
	}
	return "the clients of the listeners " + joinIDs(ids)
}

// lineAfter is the place for a new line behind a value that stands under the
// header of its object, the last on its line.
func lineAfter(p *Pass, header int, value source.Span, object string) (source.Span, bool) {
	if header < 0 || p.Doc.Headers[header].Name != object {
		return source.Span{}, false
	}
	line := p.File.LineSpan(p.File.Line(value.End))
	rest := strings.TrimSpace(p.File.Text(source.Span{Start: value.End, End: line.End}))
	if rest != "" && !strings.HasPrefix(rest, "#") || line.End >= uint32(len(p.File.Data)) {
		return source.Span{}, false
	}
	next := p.File.LineSpan(p.File.Line(value.End) + 1).Start
	return source.Span{Start: next, End: next}, true
}
