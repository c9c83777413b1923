package budget

// cacheInfo is a cache of the server with its default size.
type cacheInfo struct {
	name string
	size uint64
	item int // index of the constant with the estimated size of an entry
	dns  bool
}

// cacheTable lists the caches (Stalwart v0.15.5 common/src/config/inner.rs:83-191).
var cacheTable = [...]cacheInfo{
	{"message", 50 * MiB, cMessageItem, false},
	{"access-token", 10 * MiB, cTokenItem, false},
	{"http-auth", 1 * MiB, cAuthItem, false},
	{"permission", 5 * MiB, cRoleItem, false},
	{"files", 10 * MiB, cDavItem, false},
	{"events", 10 * MiB, cDavItem, false},
	{"contacts", 10 * MiB, cDavItem, false},
	{"scheduling", 1 * MiB, cDavItem, false},
	{"dns.txt", 5 * MiB, cTokenItem, true},
	{"dns.mx", 5 * MiB, cTokenItem, true},
	{"dns.ptr", 1 * MiB, cTokenItem, true},
	{"dns.ipv4", 5 * MiB, cTokenItem, true},
	{"dns.ipv6", 5 * MiB, cTokenItem, true},
	{"dns.tlsa", 1 * MiB, cTokenItem, true},
	{"dns.mta-sts", 1 * MiB, cTokenItem, true},
	{"dns.rbl", 5 * MiB, cTokenItem, true},
}

// growth is the head-room of caches whose entries grow without being weighed
// again.
const growth = 1.25

func (b *builder) caches() {
	for i := range cacheTable {
		b.cache(&cacheTable[i])
	}
}

func (b *builder) cache(info *cacheInfo) {
	v := b.number(info.size, "cache."+info.name+".size")
	r := v.row("cache "+info.name, Caches)
	r.Class = Source
	switch {
	case info.dns:
		r.Worst = scaled(v.n, c(cDNSFactor))
		r.Rest = r.Worst / 4
		r.Class = Estimate
		r.Formula = formula("%s × %.1f (entries are weighed too light)", Size(v.n), c(cDNSFactor))
	case info.name == "message":
		r.Worst = scaled(v.n, growth)
		r.Rest = min(scaled(MessageDemand(b.l.Workload), 1.05), r.Worst)
		r.Formula = formula("%s × %.2f (accounts grow without being weighed again)", Size(v.n), growth)
	case info.item == cDavItem:
		r.Worst = scaled(v.n, growth)
		r.Rest = r.Worst / 2
		r.Formula = formula("%s × %.2f", Size(v.n), growth)
	default:
		r.Worst, r.Rest = v.n, v.n/2
		r.Formula = Size(v.n)
	}
	b.add(r)
}
