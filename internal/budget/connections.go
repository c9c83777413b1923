package budget

import (
	"math"
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

// Limit is the connection limit of a listener in effect.
func Limit(set *settings.Set, id string) (n uint64, key string, span source.Span) {
	own, _ := set.Lookup("server.listener." + id + ".max-connections")
	return LimitOf(set, own)
}

// LimitOf is Limit for a listener of which the limit of its own is known, nil
// for none.
func LimitOf(set *settings.Set, own *settings.Setting) (n uint64, key string, span source.Span) {
	b := builder{set: set}
	v := b.limit(own)
	return v.n, v.key, v.span
}

// limit is what a listener with this limit of its own admits, nil for none.
func (b *builder) limit(own *settings.Setting) value {
	if own != nil {
		return b.read(own, uint64(c(cListenerLimit)))
	}
	return b.number(uint64(c(cListenerLimit)), "server.max-connections")
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
	objects := b.set.Objects("server.listener", "protocol")
	if len(objects) == 0 {
		b.l.Notes = append(b.l.Notes, "The file has no listeners: connections are not counted.")
	}
	var few [16]listener
	list := few[:0]
	admitted := map[string]float64{} // by all listeners of a protocol
	common := b.limit(nil)
	size := 0
	for _, o := range objects {
		list = append(list, readListener(o))
		l := &list[len(list)-1]
		if l.limit = common; l.own != nil {
			l.limit = b.limit(l.own)
		}
		admitted[l.protocol] += float64(l.limit.n)
		size += len(listenerPrefix) + len(o.ID)
	}
	names := make([]byte, 0, size) // of all rows, in one piece
	for i := range list {
		names = append(append(names, listenerPrefix...), list[i].id...)
	}
	all := string(names)
	for i := range list {
		l := &list[i]
		n := len(listenerPrefix) + len(l.id)
		b.listener(l, all[:n], admitted[l.protocol])
		all = all[n:]
	}
	if admitted["http"] > 0 {
		b.websockets()
	}
}

// listenerPrefix begins the names of rows of listeners.
const listenerPrefix = "listener "

// listener is what a file says of one.
type listener struct {
	id, protocol string
	own          *settings.Setting // its own limit, nil when it has none
	limit        value             // in effect
	binds        uint64
	buffers      uint64 // bytes in the kernel for each connection
}

// readListener goes through the settings of one listener once. The kernel doubles
// what buffers are set to (Stalwart v0.15.5 common/src/config/server/listener.rs:103).
func readListener(o settings.Object) listener {
	l := listener{id: o.ID}
	under := o.All()
	for i := range under {
		switch name := o.Name(&under[i]); {
		case name == "protocol":
			if l.protocol = strings.ToLower(under[i].Value); l.protocol == "https" {
				l.protocol = "http"
			}
		case name == "max-connections":
			l.own = &under[i]
		case name == "bind", strings.HasPrefix(name, "bind."):
			l.binds++
		case name == "socket.send-buffer-size", name == "socket.recv-buffer-size":
			if n, err := schema.ParseUint(under[i].Value, 64); err == nil {
				l.buffers = add(l.buffers, mul(2, n))
			}
		}
	}
	return l
}

// listener adds the connections of one listener. At rest it has its share of
// the workload's sessions, in proportion to what it admits; at worst as many idle
// ones as it admits.
func (b *builder) listener(l *listener, name string, admitted float64) {
	limit := &l.limit
	idle := PerConnection(l.protocol, 0)
	busy := idle
	w := &b.l.Workload
	var expected float64
	switch l.protocol {
	case "imap":
		imap, _, _ := w.Sessions()
		expected, busy = imap, PerConnection(l.protocol, w.Inbox)
	case "http":
		_, expected, _ = w.Sessions()
	case "smtp", "lmtp":
		expected = w.SMTPSessions()
	}
	sessions := float64(limit.n) * min(expected/max(admitted, 1), 1)
	per := add(add(idle, uint64(c(cKernelSocket))), l.buffers)
	r := b.row(limit, name, Connections, float64(per))
	if limit.def {
		r.Value = decimal(limit.n)
	}
	r.Connections, r.Class = limit.n, Estimate
	r.Rest = scaled(busy+uint64(c(cSpan)), sessions)
	r.Worst = max(mul(limit.n, per), r.Rest)
	r.Descriptors = add(limit.n, l.binds)
	r.Formula = formula("{n} connections × ({b} session + {b} socket)", float64(limit.n), float64(idle), float64(per-idle))
	if limit.source != InFile { // a process cannot have more connections than descriptors
		r.Low, r.High = 0, Unbounded
		if f := b.l.Host.Nofile; f.Known() {
			r.High = max(mul(f.Value, per), r.Worst)
		}
	}
}

// websockets adds the sessions that no limit counts.
func (b *builder) websockets() {
	_, _, ws := b.l.Workload.Sessions()
	n := uint64(math.Ceil(ws))
	r := Row{Name: "WebSockets", Group: Connections, Descriptors: n, Connections: n, Class: Estimate}
	r.Rest = uint64(ws * c(cWebSocket))
	r.Worst = mul(n, uint64(c(cWebSocket)+c(cKernelSocket)))
	r.Formula = formula("{n} expected × {b}; no limit counts them", float64(n), c(cWebSocket)+c(cKernelSocket))
	b.add(&r)
}
