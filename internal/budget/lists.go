package budget

import "math"

// lists adds what is kept in memory besides caches: lookup lists, blocked
// addresses and the samples of the spam filter.
func (b *builder) lists() {
	for _, id := range b.set.IDs("http-lookup", "url") {
		b.httpList(id)
	}
	var n, size uint64
	for _, x := range b.set.Under("lookup") {
		n++
		size += uint64(len(x.Value)) + uint64(c(cListEntry))
	}
	if n > 0 {
		b.add(&Row{Name: "lookup lists", Group: Base, Rest: size, Worst: size, Key: "lookup", Class: Estimate, Formula: formula("{n} entries × ({b} + their text)", float64(n), c(cListEntry))})
	}
	if n := len(b.set.Under("server.blocked-ip")); n > 0 {
		size := mul(uint64(n), uint64(c(cBlockedAddress)))
		b.add(&Row{Name: "blocked addresses", Group: Base, Rest: size, Worst: size, Key: "server.blocked-ip", Class: Estimate, Formula: formula("{n} addresses × {b}", float64(n), c(cBlockedAddress))})
	}
	if v := b.number(uint64(c(cReservoir)), "spam-filter.classifier.samples.reservoir-capacity"); !v.def {
		r := b.row(&v, "spam samples", Base, 2*c(cSample))
		r.Worst = scaled(v.n, r.Each)
		r.Rest, r.Class, r.Formula = r.Worst, Estimate, formula("2 × {n} samples × {b}", float64(v.n), c(cSample))
	}
}

// httpList adds a list that is fetched by HTTP: at rest a tenth of what it may
// hold, at worst all of it and the text of a refresh.
func (b *builder) httpList(id string) {
	prefix := "http-lookup." + id + ".limits."
	entries := b.number(uint64(c(cListEntries)), prefix+"entries")
	each := b.number(uint64(c(cListEntrySize)), prefix+"entry-size")
	text := b.number(uint64(c(cListSize)), prefix+"size")
	per := add(each.n, uint64(c(cListEntry)))
	held := min(mul(entries.n, per), add(text.n, mul(entries.n, uint64(c(cListEntry)))))
	r := b.row(&entries, "list "+id, Base, float64(per))
	r.Worst = add(held, text.n)
	r.Rest, r.Class = held/10, Estimate
	r.Formula = formula("{n} entries × {b} at most, and {b} of text while it is fetched", float64(entries.n), float64(per), float64(text.n))
	if r.Source == Database {
		r.Low, r.High = 0, Unbounded
	}
}

// directories adds the pools and caches of directories outside the server.
func (b *builder) directories() {
	for _, id := range b.set.IDs("directory", "type") {
		prefix := "directory." + id + "."
		typ, _ := b.set.Value(prefix + "type")
		if typ == "internal" || typ == "memory" {
			continue
		}
		if typ == "ldap" || typ == "imap" || typ == "smtp" || typ == "lmtp" {
			v := b.number(uint64(c(cDirectoryPool)), prefix+"pool.max-connections")
			r := b.row(&v, "directory "+id, Store, c(cSQLConn))
			r.Worst = mul(v.n, uint64(c(cSQLConn)))
			r.Rest = min(r.Worst, mul(uint64(2*b.cores), uint64(c(cSQLConn))))
			r.Descriptors, r.Class = v.n, Estimate
			r.Formula = formula("{n} connections × {b}", float64(v.n), c(cSQLConn))
		}
		v := b.number(uint64(c(cDirectoryCache)), prefix+"cache.size")
		r := b.row(&v, "cache of directory "+id, Caches, 2)
		r.Worst = mul(2, v.n)
		r.Rest, r.Class = r.Worst/2, Source
		r.Formula = formula("2 × {b}", float64(v.n))
	}
}

// fetches adds the text of address tables while they are downloaded, which
// happens once a day.
func (b *builder) fetches() {
	if t, ok := b.set.Value("asn.type"); ok && t == "resource" {
		b.body("download of address tables", 1, cOne, b.number(uint64(c(cASNDownload)), "asn.max-size"))
	}
	for _, x := range b.set.Under("sieve.trusted.limits") {
		if x.Key == "sieve.trusted.limits.variable-size" {
			b.body("variables of system scripts", math.Ceil(b.l.Workload.PeakMails()), cOne, b.number(uint64(c(cSieveVariable)), x.Key))
		}
	}
}
