package budget

// cacheInfo is a cache of the server with its default size.
type cacheInfo struct {
	name string // of the row
	key  string
	size uint64
	item int // index of the constant with the estimated size of an entry
	dns  bool
}

// cacheTable lists the caches (Stalwart v0.15.5 common/src/config/inner.rs:83-191).
var cacheTable = [...]cacheInfo{
	{"cache message", "cache.message.size", 50 * MiB, cMessageItem, false},
	{"cache access-token", "cache.access-token.size", 10 * MiB, cTokenItem, false},
	{"cache http-auth", "cache.http-auth.size", 1 * MiB, cAuthItem, false},
	{"cache permission", "cache.permission.size", 5 * MiB, cRoleItem, false},
	{"cache files", "cache.files.size", 10 * MiB, cDavItem, false},
	{"cache events", "cache.events.size", 10 * MiB, cDavItem, false},
	{"cache contacts", "cache.contacts.size", 10 * MiB, cDavItem, false},
	{"cache scheduling", "cache.scheduling.size", 1 * MiB, cDavItem, false},
	{"cache dns.txt", "cache.dns.txt.size", 5 * MiB, cTokenItem, true},
	{"cache dns.mx", "cache.dns.mx.size", 5 * MiB, cTokenItem, true},
	{"cache dns.ptr", "cache.dns.ptr.size", 1 * MiB, cTokenItem, true},
	{"cache dns.ipv4", "cache.dns.ipv4.size", 5 * MiB, cTokenItem, true},
	{"cache dns.ipv6", "cache.dns.ipv6.size", 5 * MiB, cTokenItem, true},
	{"cache dns.tlsa", "cache.dns.tlsa.size", 1 * MiB, cTokenItem, true},
	{"cache dns.mta-sts", "cache.dns.mta-sts.size", 1 * MiB, cTokenItem, true},
	{"cache dns.rbl", "cache.dns.rbl.size", 5 * MiB, cTokenItem, true},
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
	v := b.number(info.size, info.key)
	r := v.row(info.name, Caches)
	r.Class = Source
	switch {
	case info.dns:
		r.Worst = scaled(v.n, c(cDNSFactor))
		r.Rest = r.Worst / 4
		r.Class = Estimate
		r.Formula = formula("%s × %.1f (entries are weighed too light)", Bytes(v.n), c(cDNSFactor))
	case info.name == "cache message":
		r.Worst = scaled(v.n, growth)
		r.Rest = min(scaled(MessageDemand(b.l.Workload), 1.05), r.Worst)
		r.Formula = formula("%s × %.2f (accounts grow without being weighed again)", Bytes(v.n), growth)
	case info.item == cDavItem:
		r.Worst = scaled(v.n, growth)
		r.Rest = r.Worst / 2
		r.Formula = formula("%s × %.2f", Bytes(v.n), growth)
	default:
		r.Worst, r.Rest = v.n, v.n/2
		r.Formula = formula("%s", Bytes(v.n))
	}
	b.add(r)
}
