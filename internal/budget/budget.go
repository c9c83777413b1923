package budget

import (
	"math"
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
	l := &Ledger{}
	l.Fill(set, facts, w)
	return l
}

// Fill makes the ledger anew, as New does, in the memory it has.
func (l *Ledger) Fill(set *settings.Set, facts host.Facts, w Workload) {
	*l = Ledger{Host: facts, Workload: w, Rows: l.Rows[:0]}
	if l.Rows == nil {
		l.Rows = make([]Row, 0, 56)
	}
	b := &builder{set: set, cores: int(max(facts.Cores.Value, 1)), l: l}
	if !facts.Cores.Known() {
		b.l.Notes = append(b.l.Notes, "The number of cores is not known: 1 was taken.")
	}
	b.ownLocal = set.HasUnder("config.local-keys") || set.Has("config.local-keys")
	b.base()
	b.lists()
	b.connections()
	b.caches()
	b.directories()
	b.stores()
	b.storeThreads()
	b.peaks()
	b.bodies()
	b.seal()
	b.allocator()
	b.seal()
}

type builder struct {
	set      *settings.Set
	cores    int
	l        *Ledger
	ownLocal bool              // the file has its own list of local keys
	local    *schema.LocalKeys // compiled from it on demand

	sealed int // rows whose range is known

	family string // first part of the key last asked for
	absent bool   // the file has no key of this family
	inFile bool   // the family is local unless the file says otherwise
}

// add takes a row in.
func (b *builder) add(r *Row) { b.l.Rows = append(b.l.Rows, *r) }

// row adds a row decided by a value, of which one more costs each bytes, and
// hands it out to be filled in. It may not be used after the next one.
func (b *builder) row(v *value, name string, g Group, each float64) *Row {
	b.l.Rows = append(b.l.Rows, Row{})
	r := &b.l.Rows[len(b.l.Rows)-1]
	r.Name, r.Group, r.Key, r.Value, r.Default = name, g, v.key, v.text, v.def
	r.Span, r.Source, r.Amount, r.Each = v.span, v.source, v.n, each
	return r
}

// seal works out the ranges of the rows that have come since the last time.
// Where a value is not known, the range goes from the smallest to no bound,
// unless the row says more.
func (b *builder) seal() {
	for ; b.sealed < len(b.l.Rows); b.sealed++ {
		r := &b.l.Rows[b.sealed]
		switch {
		case r.Source == InFile:
			r.Low, r.High = r.Worst, r.Worst
		case r.High == 0:
			r.Low = r.Worst - min(r.Worst, scaled(r.Amount, r.Each))
			r.High = Unbounded
		}
		r.Unknown = r.Source == Macro
	}
}

// value is a number as the server ends up with it: the setting, what it falls
// back to, or the default.
type value struct {
	n      uint64
	text   string
	key    string
	def    bool
	span   source.Span
	source Knowledge
}

// number reads the first of the keys that is set, else def. A value the server
// cannot read counts as the default, as it does for the server; a macro hides
// the value, and for a key that lives in the database the file does not tell.
func (b *builder) number(def uint64, keys ...string) value {
	for _, k := range keys {
		x, ok := b.lookup(k)
		if !ok {
			continue
		}
		return b.read(x, def)
	}
	v := value{n: def, text: decimal(def), key: keys[0], def: true}
	if !b.isLocal(keys[len(keys)-1]) {
		v.source = Database
	}
	return v
}

// read takes the number of a setting.
func (b *builder) read(x *settings.Setting, def uint64) value {
	if x.HasMacro() {
		return value{def, decimal(def), x.Key, true, x.ValueSpan, Macro}
	}
	if n, err := schema.ParseUint(x.Value, 64); err == nil {
		return value{n, x.Value, x.Key, false, x.ValueSpan, InFile}
	}
	return value{n: def, text: decimal(def), key: x.Key, def: true}
}

// lookup finds a setting. Most files have none of the families that the ledger
// asks for again and again, so that is found out once for each.
func (b *builder) lookup(key string) (*settings.Setting, bool) {
	b.enter(key)
	if b.absent {
		return nil, false
	}
	return b.set.Lookup(key)
}

// enter makes the family of a key the one at hand.
func (b *builder) enter(key string) {
	if n := len(b.family); n > 0 && len(key) > n && key[n] == '.' && key[:n] == b.family {
		return
	}
	b.family, _, _ = strings.Cut(key, ".")
	b.absent, b.inFile = !b.set.HasUnder(b.family), builtinLocal(b.family)
}

// isLocal reports whether a key belongs into the file, so that its absence
// there means the default.
func (b *builder) isLocal(key string) bool {
	if !b.ownLocal {
		b.enter(key)
		return b.inFile
	}
	if b.local == nil {
		patterns := []string{"config.local-keys.*"}
		for _, x := range b.set.List("config.local-keys") {
			patterns = append(patterns, x.Value)
		}
		b.local = schema.NewLocalKeys(patterns)
	}
	return b.local.Local(key)
}

// builtinLocal knows the families of keys that the ledger reads and that the
// server reads from the file alone (Stalwart v0.15.5
// crates/common/src/manager/config.rs:492).
func builtinLocal(family string) bool {
	return family == "server" || family == "store" || family == "directory"
}

func (b *builder) base() {
	base := uint64(c(cBase))
	b.add(&Row{Name: "process", Group: Base, Rest: base, Worst: base, Descriptors: 60, Class: Estimate, Formula: formula("an idle server without its store")})
	b.add(&Row{Name: "resolver and clients", Group: Base, Descriptors: uint64(c(cClientFiles)), Class: Estimate, Formula: formula("sockets for DNS, tracers and web hooks")})
	workers := uint64(b.cores)
	if w := b.l.Host.Workers; w.Known() {
		workers = w.Value
	}
	n := add(workers, 1)
	text := "({n} async workers + 1) × {b}"
	if workers == 1 {
		text = "({n} async worker + 1) × {b}"
	}
	b.add(&Row{Name: "threads", Group: Base, Rest: mul(n, uint64(c(cThread))), Worst: mul(n, uint64(c(cThread))), Threads: n, Class: Estimate,
		Formula: formula(text, float64(workers), c(cThread))})
	if b.spamFilter() {
		b.spamModel()
	}
	if t, ok := b.set.Lookup("asn.type"); ok && t.Value == "resource" {
		n := uint64(c(cASN))
		b.add(&Row{Name: "asn tables", Group: Base, Rest: n, Worst: n, Key: "asn.type", Value: t.Value, Span: t.ValueSpan, Class: Estimate, Formula: formula("address tables in memory")})
	}
}

// storeThreads adds the stacks and event rings of the threads that stores start;
// their rows count the threads themselves.
func (b *builder) storeThreads() {
	var n uint64
	var from Knowledge
	for i := range b.l.Rows {
		if r := &b.l.Rows[i]; r.Group == Store && r.Threads > 0 {
			n, from = add(n, r.Threads), max(from, r.Source)
		}
	}
	if n == 0 {
		return
	}
	size := mul(n, uint64(c(cThread)))
	r := Row{Name: "threads of stores", Group: Base, Rest: size, Worst: size, Class: Estimate, Source: from, Amount: n, Each: c(cThread),
		Formula: formula("{n} threads × {b}", float64(n), c(cThread))}
	b.add(&r)
}

// spamFilter reports whether the file leaves the spam filter on.
func (b *builder) spamFilter() bool {
	v, ok := b.set.Value("spam-filter.enable")
	return !ok || v != "false"
}

// features is the exponent of the classifier's size, 20 unless set.
func (b *builder) features() value {
	return b.number(20, "spam-filter.classifier.parameters.features")
}

// spam makes a row that takes some bytes for each of 2^features weights; the
// server takes 16 to 28 (Stalwart v0.15.5 common/src/config/spamfilter.rs:526).
func (b *builder) spam(v *value, name string, g Group, each float64) *Row {
	r := b.row(v, name, g, 0)
	r.Worst, r.Class = scaled(1<<min(v.n, 40), each), Source
	r.Formula = formula("{f} B × 2^{n}", each, float64(v.n))
	if v.source != InFile {
		r.Low, r.High = scaled(1<<16, each), scaled(1<<28, each)
	}
	return r
}

func (b *builder) spamModel() {
	v := b.features()
	r := b.spam(&v, "spam model", Base, c(cSpamWeight))
	r.Rest = r.Worst
	if m, ok := b.set.Value("spam-filter.classifier.model"); ok && strings.HasSuffix(m, "ccfh") {
		v := b.number(18, "spam-filter.classifier.parameters.ccfh.features")
		r := b.spam(&v, "spam model, combined features", Base, c(cSpamWeight))
		r.Rest = r.Worst
	}
}

// allocator adds what the allocator of the server's own code keeps on top.
func (b *builder) allocator() {
	var sum Row
	for i := range b.l.Rows {
		if r := &b.l.Rows[i]; r.Group == Base || r.Group == Connections || r.Group == Caches {
			sum.include(r)
		}
	}
	share := c(cHeapSlack) - 1
	r := Row{Name: "allocator", Group: Base, Rest: scaled(sum.Rest, share), Worst: scaled(sum.Worst, share), Class: Estimate, Source: sum.Source,
		Formula: formula("{f} × base, connections and caches", math.Round(share*100)/100)}
	if r.Low, r.High = scaled(sum.Low, share), sum.High; r.High != Unbounded {
		r.High = scaled(sum.High, share)
	}
	b.add(&r)
}
