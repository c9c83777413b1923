package budget

import (
	"math"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Limit is the connection limit of a listener in effect.
func Limit(set *settings.Set, id string) (n uint64, key string, span source.Span) {
	b := builder{set: set}
	v := b.limit("server.listener." + id + ".")
	return v.n, v.key, v.span
}

func (b *builder) limit(prefix string) value {
	v := b.number(uint64(c(cListenerLimit)), prefix+"max-connections", "server.max-connections")
	if v.def && v.source == InFile {
		v.key = "server.max-connections"
	}
	return v
}

// ListenerLimit is the limit that suits a listener on which so many sessions are
// expected at once: half as many again, and 32.
func ListenerLimit(expected float64) uint64 { return uint64(math.Ceil(1.5*expected)) + 32 }

// PerConnection is what an idle session of a protocol holds in the process, in
// bytes; selected is the number of messages of the folder it has open.
func PerConnection(protocol string, selected uint64) uint64 {
	switch protocol {
	case "imap":
		n := uint64(c(cIMAP))
		if selected > 0 {
			n += uint64(c(cIMAPSlot)) * nextPow2(8*selected/7)
		}
		return n
	case "pop3":
		return uint64(c(cPOP3)) + uint64(c(cPOP3Message))*selected
	case "managesieve":
		return uint64(c(cSieve))
	case "http":
		return uint64(c(cHTTP))
	}
	return uint64(c(cSMTP))
}

func nextPow2(n uint64) uint64 {
	p := uint64(1)
	for p < n {
		p *= 2
	}
	return p
}

func (b *builder) connections() {
	ids := b.set.IDs("server.listener", "protocol")
	if len(ids) == 0 {
		b.l.Notes = append(b.l.Notes, "The file has no listeners: connections are not counted.")
	}
	protocols := make([]string, len(ids))
	for i, id := range ids {
		protocols[i] = b.protocol("server.listener." + id + ".")
	}
	for i, id := range ids {
		used := 0
		for _, p := range protocols {
			if p == protocols[i] {
				used++
			}
		}
		b.listener(id, protocols[i], float64(used))
	}
	b.websockets(protocols)
}

func (b *builder) protocol(prefix string) string {
	p, _ := b.set.Value(prefix + "protocol")
	if p = strings.ToLower(p); p == "https" {
		return "http"
	}
	return p
}

// listener adds the connections of one listener. At rest it has its share of
// the workload's sessions, at worst as many idle ones as it admits.
func (b *builder) listener(id, proto string, used float64) {
	prefix := "server.listener." + id + "."
	limit := b.limit(prefix)
	idle := PerConnection(proto, 0)
	busy := idle
	w := &b.l.Workload
	var expected float64
	switch proto {
	case "imap":
		imap, _, _ := w.Sessions()
		expected, busy = imap, PerConnection(proto, w.Inbox)
	case "http":
		_, expected, _ = w.Sessions()
	case "smtp", "lmtp":
		expected = w.SMTPSessions()
	}
	sessions := min(uint64(math.Ceil(expected/used)), limit.n)
	per := add(idle, uint64(c(cKernelSocket)))
	if n := b.socketBuffers(prefix); n > 0 {
		per = add(per, n)
	}
	r := limit.row("listener "+id, Connections, float64(per))
	r.Value = strconv.FormatUint(limit.n, 10)
	r.Connections, r.Class = limit.n, Estimate
	r.Rest = mul(sessions, busy+uint64(c(cSpan)))
	r.Worst = max(mul(limit.n, per), r.Rest)
	r.Descriptors = add(limit.n, uint64(len(b.set.List(prefix+"bind"))))
	r.Formula = formula("{n} connections × ({b} session + {b} socket)", float64(limit.n), float64(idle), float64(per-idle))
	if limit.source != InFile { // a process cannot have more connections than descriptors
		r.Low, r.High = 0, Unbounded
		if f := b.l.Host.Nofile; f.Known() {
			r.High = max(mul(f.Value, per), r.Worst)
		}
	}
	b.add(r)
}

// socketBuffers is what the buffers that the file fixes take in the kernel, which
// doubles the figure (Stalwart v0.15.5 common/src/config/server/listener.rs:103).
func (b *builder) socketBuffers(prefix string) uint64 {
	var sum uint64
	for _, x := range b.set.Under(prefix + "socket") {
		if strings.HasSuffix(x.Key, "-buffer-size") {
			v := b.number(0, x.Key)
			sum = add(sum, mul(2, v.n))
		}
	}
	return sum
}

// websockets adds the sessions that no limit counts.
func (b *builder) websockets(protocols []string) {
	for _, p := range protocols {
		if p != "http" {
			continue
		}
		_, _, ws := b.l.Workload.Sessions()
		n := uint64(math.Ceil(ws))
		r := Row{Name: "WebSockets", Group: Connections, Descriptors: n, Connections: n, Class: Estimate}
		r.Rest = uint64(ws * c(cWebSocket))
		r.Worst = mul(n, uint64(c(cWebSocket)+c(cKernelSocket)))
		r.Formula = formula("{n} expected × {b}; no limit counts them", float64(n), c(cWebSocket)+c(cKernelSocket))
		b.add(r)
		return
	}
}
