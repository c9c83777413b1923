package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// webSocketMemory is what a WebSocket session takes: its read buffer of 128 KiB
// is filled at once.
const webSocketMemory = 176 << 10

// WebSocketsUncounted says what WebSocket sessions take outside every limit of connections.
var WebSocketsUncounted = &Rule{
	Code:     "SC6083",
	Name:     "resource/ws-uncounted",
	Severity: diag.Info,
	Preset:   Strict,
	Summary:  "WebSocket sessions are outside every connection limit",
	Since:    "0.7",
	Cites:    []Cite{{"0.15.5", "crates/http/src/request.rs:666"}, {"0.15.5", "crates/jmap/src/websocket/upgrade.rs:75"}},
	Check: func(p *Pass) {
		const usual = 10 * 60_000
		n := p.milliseconds(usual, "jmap.web-socket.timeout")
		if n.OK && n.At != nil && n.N > 6*usual && servesHTTP(p) {
			p.Report(p.Setting(n.At, "%s = %q: a WebSocket whose client is gone stays for %s, outside max-connections, with about %s of memory", n.Key, n.At.Value, schema.FormatDuration(n.N), size(webSocketMemory)).
				WithDetail("Clients that live answer the server's pings and stay connected. Use the default of 10 minutes."))
			return
		}
		if p.Workload == nil || !p.complete() {
			return
		}
		_, _, ws := p.Workload.Sessions()
		need := times(webSocketMemory, ws)
		for _, l := range p.Listeners() {
			if l.Protocol != "http" || !p.open(&l) || need <= p.share(0.05) {
				continue
			}
			p.Report(diag.At(p.objectSpan("server.listener", l.ID), "About %.0f users keep a WebSocket open at the peak: %s of memory and as many descriptors that max-connections of the listener %s does not count", ws, size(need), l.ID).
				On(l.Key("max-connections")).
				WithDetail("The listener's slot is free again when the upgrade is done. Leave the memory free, or cap WebSockets at a proxy before the listener."))
			return
		}
	},
}
