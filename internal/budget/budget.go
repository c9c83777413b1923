package budget

import (
	"math"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

// New makes the budget of a configuration on a host. Facts that are not known
// are taken as 1 core; without RAM the rows are still right, only nothing can be
// said about fitting.
func New(set *settings.Set, facts host.Facts, w Workload) *Ledger {
	b := &builder{set: set, cores: int(max(facts.Cores.Value, 1)), l: &Ledger{Host: facts, Workload: w}}
	if !facts.Cores.Known() {
		b.l.Notes = append(b.l.Notes, "The number of cores is not known: 1 was taken.")
	}
	b.base()
	b.connections()
	b.caches()
	b.stores()
	b.peaks()
	return b.l
}

type builder struct {
	set   *settings.Set
	cores int
	l     *Ledger
}

func (b *builder) add(r Row) { b.l.Rows = append(b.l.Rows, r) }

// value is a number as the server ends up with it: the setting, what it falls
// back to, or the default.
type value struct {
	n       uint64
	text    string
	key     string
	def     bool
	span    source.Span
	unknown bool
}

// number reads the first of the keys that is set, else the default of the
// first one's schema, else def. A value the server cannot read counts as the
// default, as it does for the server; a macro as unknown.
func (b *builder) number(def uint64, keys ...string) value {
	for _, k := range keys {
		x, ok := b.set.Lookup(k)
		if !ok {
			continue
		}
		if x.HasMacro() {
			return value{def, strconv.FormatUint(def, 10), k, true, x.ValueSpan, true}
		}
		if n, err := schema.ParseUint(x.Value, 64); err == nil {
			return value{n, x.Value, k, false, x.ValueSpan, false}
		}
		break
	}
	return value{def, strconv.FormatUint(def, 10), keys[0], true, source.Span{}, false}
}

// row starts a row decided by a value.
func (v value) row(name string, g Group) Row {
	return Row{Name: name, Group: g, Key: v.key, Value: v.text, Default: v.def, Span: v.span, Unknown: v.unknown}
}

func (b *builder) base() {
	base := uint64(c(cBase))
	b.add(Row{Name: "process", Group: Base, Rest: base, Worst: base, Descriptors: 60, Class: Estimate, Formula: formula("an idle server without its store")})
	workers := uint64(b.cores)
	n := workers + 1
	b.add(Row{Name: "threads", Group: Base, Rest: mul(n, uint64(c(cThread))), Worst: mul(n, uint64(c(cThread))), Threads: n, Class: Estimate,
		Formula: formula("(%d async workers + 1) × %s", workers, Bytes(uint64(c(cThread))))})
	if v, ok := b.set.Value("spam-filter.enable"); !ok || v != "false" {
		b.spamModel()
	}
	if t, ok := b.set.Value("asn.type"); ok && t == "resource" {
		x, _ := b.set.Lookup("asn.type")
		n := uint64(c(cASN))
		b.add(Row{Name: "asn tables", Group: Base, Rest: n, Worst: n, Key: "asn.type", Value: t, Span: x.ValueSpan, Class: Estimate, Formula: formula("address tables in memory")})
	}
}

// features is the exponent of the classifier's size, 20 unless set.
func (b *builder) features() value {
	return b.number(20, "spam-filter.classifier.parameters.features")
}

func (b *builder) spamModel() {
	v := b.features()
	n := mul(uint64(c(cSpamWeight)), uint64(1)<<min(v.n, 40))
	r := v.row("spam model", Base)
	r.Rest, r.Worst, r.Class = n, n, Source
	r.Formula = formula("%.0f B × 2^%d", c(cSpamWeight), v.n)
	b.add(r)
}

// Limit is the connection limit of a listener in effect.
func Limit(set *settings.Set, id string) (n uint64, key string, span source.Span) {
	b := builder{set: set}
	v := b.number(uint64(c(cListenerLimit)), "server.listener."+id+".max-connections", "server.max-connections")
	if v.def {
		return v.n, "server.max-connections", source.Span{}
	}
	return v.n, v.key, v.span
}

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
	used := map[string]int{}
	for _, id := range ids {
		used[b.protocol(id)]++
	}
	for _, id := range ids {
		b.listener(id, used)
	}
}

func (b *builder) protocol(id string) string {
	p, _ := b.set.Value("server.listener." + id + ".protocol")
	if p = strings.ToLower(p); p == "https" {
		return "http"
	}
	return p
}

// listener adds the connections of one listener. At rest it has its share of
// the workload's sessions, at worst as many idle ones as it admits.
func (b *builder) listener(id string, used map[string]int) {
	proto := b.protocol(id)
	limit, key, span := Limit(b.set, id)
	idle := PerConnection(proto, 0)
	busy := idle
	imap, http, ws := b.l.Workload.Sessions()
	var expected float64
	switch proto {
	case "imap":
		expected, busy = imap, PerConnection(proto, b.l.Workload.Inbox)
	case "http":
		expected = http
	case "smtp", "lmtp":
		expected = b.l.Workload.PeakMails() * 2
	}
	sessions := uint64(math.Ceil(expected / float64(max(used[proto], 1))))
	sessions = min(sessions, limit)
	r := Row{Name: "listener " + id, Group: Connections, Connections: limit, Key: key, Value: strconv.FormatUint(limit, 10), Default: span.Empty(), Span: span, Class: Estimate}
	per := idle + uint64(c(cKernelSocket))
	r.Rest = scaled(mul(sessions, busy), c(cHeapSlack))
	if proto == "http" {
		r.Rest = add(r.Rest, scaled(uint64(ws*c(cWebSocket)), c(cHeapSlack)/float64(max(used[proto], 1))))
	}
	r.Worst = max(mul(limit, per), r.Rest)
	r.Descriptors = add(limit, uint64(len(b.set.List("server.listener."+id+".bind"))))
	r.Formula = formula("%d connections × (%s session + %s socket)", limit, Bytes(idle), Bytes(uint64(c(cKernelSocket))))
	b.add(r)
}
