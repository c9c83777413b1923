package budget

import "sync/atomic"

// cacheInfo is a cache of the server with its default size.
type cacheInfo struct {
	name string // of the row
	key  string
	size int // index of the constant with its default
	item int // index of the constant with the estimated size of an entry
	dns  bool
}

// cacheTable lists the caches (Stalwart v0.15.5 common/src/config/inner.rs:83-191).
var cacheTable = [...]cacheInfo{
	{"cache message", "cache.message.size", cSizeMessage, cMessageItem, false},
	{"cache access-token", "cache.access-token.size", cSizeAccessToken, cTokenItem, false},
	{"cache http-auth", "cache.http-auth.size", cSizeHTTPAuth, cAuthItem, false},
	{"cache permission", "cache.permission.size", cSizePermission, cRoleItem, false},
	{"cache files", "cache.files.size", cSizeFiles, cDavItem, false},
	{"cache events", "cache.events.size", cSizeEvents, cDavItem, false},
	{"cache contacts", "cache.contacts.size", cSizeContacts, cDavItem, false},
	{"cache scheduling", "cache.scheduling.size", cSizeScheduling, cDavItem, false},
	{"cache dns.txt", "cache.dns.txt.size", cSizeDNSTxt, cTokenItem, true},
	{"cache dns.mx", "cache.dns.mx.size", cSizeDNSMx, cTokenItem, true},
	{"cache dns.ptr", "cache.dns.ptr.size", cSizeDNSPtr, cTokenItem, true},
	{"cache dns.ipv4", "cache.dns.ipv4.size", cSizeDNSIpv4, cTokenItem, true},
	{"cache dns.ipv6", "cache.dns.ipv6.size", cSizeDNSIpv6, cTokenItem, true},
	{"cache dns.tlsa", "cache.dns.tlsa.size", cSizeDNSTlsa, cTokenItem, true},
	{"cache dns.mta-sts", "cache.dns.mta-sts.size", cSizeDNSMtaSts, cTokenItem, true},
	{"cache dns.rbl", "cache.dns.rbl.size", cSizeDNSRbl, cTokenItem, true},
}

// growth is the head-room of caches whose entries grow without being weighed
// again.
const growth = 1.25

func (b *builder) caches() {
	if b.ownLocal || b.set.HasUnder("cache") {
		b.eachCache()
		return
	}
	made := defaultCaches.Load()
	if made == nil || made.workload != b.l.Workload {
		first := len(b.l.Rows)
		b.eachCache()
		made = &cacheRows{workload: b.l.Workload}
		copy(made.rows[:], b.l.Rows[first:])
		defaultCaches.Store(made)
		return
	}
	b.l.Rows = append(b.l.Rows, made.rows[:]...)
}

// defaultCaches are the rows of caches of which a file says nothing, as for most
// files: they depend on the workload alone, which is the same for all files of a
// run.
var defaultCaches atomic.Pointer[cacheRows]

type cacheRows struct {
	workload Workload
	rows     [len(cacheTable)]Row
}

func (b *builder) eachCache() {
	for i := range cacheTable {
		b.cache(&cacheTable[i])
	}
}

// cache adds a cache. Each byte of its size may cost more than one.
func (b *builder) cache(info *cacheInfo) {
	v := b.number(uint64(c(info.size)), info.key)
	factor, class := info.factor()
	r := b.row(&v, info.name, Caches, factor)
	r.Worst, r.Class = scaled(v.n, factor), class
	switch {
	case info.item == cMessageItem:
		r.Rest = min(scaled(MessageDemand(b.l.Workload), 1.05), r.Worst)
		r.Formula = formula("{b} × {f} (accounts grow without being weighed again)", float64(v.n), factor)
	case info.dns:
		r.Rest = r.Worst / 4
		r.Formula = formula("{b} × {f} (entries are weighed too light)", float64(v.n), factor)
	case info.item == cDavItem:
		r.Rest = scaled(v.n, c(cDavRest)/2)
		r.Formula = formula("{b} × {f}", float64(v.n), factor)
	default:
		if r.Rest = r.Worst; info.item != cRoleItem { // roles are few and stay
			r.Rest /= 2
		}
		r.Formula = formula("{b}", float64(v.n))
	}
}

// factor is what a byte of a cache's size may take in memory.
func (i *cacheInfo) factor() (float64, Class) {
	switch {
	case i.dns:
		return c(cDNSFactor), Estimate
	case i.item == cMessageItem, i.item == cDavItem:
		return growth, Source
	}
	return 1, Source
}
