package rules

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// exposed gives the listeners of the wanted kind that other machines reach
// without a proxy in front, and whose number of connections nothing in the file
// keeps within a tenth of the host's memory.
func (p *Pass) exposed(wanted func(*Listener) bool) []Listener {
	if !p.complete() {
		return nil
	}
	var out []Listener
	for _, l := range p.Listeners() {
		if wanted(&l) && p.open(&l) && !p.bounded(&l) {
			out = append(out, l)
		}
	}
	return out
}

// open reports a listener that any client reaches directly: bound to more than
// the loopback address, and neither the PROXY protocol nor, for HTTP, forwarded
// addresses say that a proxy stands before it.
func (p *Pass) open(l *Listener) bool {
	if len(p.Set.List(l.Key("proxy.trusted-networks"))) > 0 || len(p.Set.List("server.proxy.trusted-networks")) > 0 {
		return false
	}
	if l.Protocol == "http" {
		if v, ok := p.Set.Value("http.use-x-forwarded"); ok && v != "false" {
			return false
		}
	}
	for _, b := range l.Binds {
		if b.Public() {
			return true
		}
	}
	return false
}

// bounded reports a listener whose limit is written in the file, or cannot be
// told from it, and fits the host.
func (p *Pass) bounded(l *Listener) bool {
	n := p.number(0, l.Key("max-connections"), "server.max-connections")
	if !n.OK {
		return true
	}
	return n.At != nil && times(n.N, float64(perConnection(l))) <= p.share(0.10)
}

// perConnection is what an idle connection takes, in bytes, its socket in the
// kernel included.
func perConnection(l *Listener) uint64 { return budget.PerConnection(l.Protocol, 0) + 6*budget.KiB }

// boundedLimit is a limit of connections that fits the host and serves the
// declared users.
func (p *Pass) boundedLimit(l *Listener, sessions float64) uint64 {
	want := budget.RoundUp(uint64(1.5*sessions) + 32)
	if p.Workload == nil {
		want = 1024
	}
	if fits := p.share(0.10) / perConnection(l); want > fits {
		want = max(budget.RoundDown(fits), 16)
	}
	return want
}

// exposure starts a finding about exposed listeners: it stands at the first one
// and names the others.
func (p *Pass) exposure(ls []Listener, format string, args ...any) diag.Finding {
	f := diag.At(p.objectSpan("server.listener", ls[0].ID), format, args...).On(ls[0].Key("max-connections"))
	for i := range ls[1:] {
		f = f.WithRelated(p.objectSpan("server.listener", ls[i+1].ID), "so does the listener %s", ls[i+1].ID)
	}
	return f
}
