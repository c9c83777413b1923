package budget

import (
	"math"
	"strings"
)

// stores adds the stores that a role, directory or other store of the file
// names; others are opened too and count as well.
func (b *builder) stores() {
	blob, _ := b.set.Value("storage.blob")
	for _, id := range b.set.IDs("store", "type") {
		typ, _ := b.set.Value("store." + id + ".type")
		switch strings.ToLower(typ) {
		case "rocksdb":
			b.rocksdb(id, id == blob)
		case "sqlite":
			b.pool(id, "sqlite", uint64(4*b.cores), uint64(c(cSQLite)), 2)
		case "postgresql":
			b.pool(id, "postgresql", uint64(2*b.cores), uint64(c(cSQLConn)), 1)
		case "mysql":
			b.pool(id, "mysql", 100, uint64(c(cSQLConn)), 1)
		case "redis":
			b.pool(id, "redis", 10, uint64(c(cSQLConn)), 1)
		case "foundationdb":
			b.add(&Row{Name: "store " + id, Group: Store, Rest: uint64(c(cSQLBase)), Worst: 2 * uint64(c(cSQLBase)), Threads: 1, Descriptors: 16, Class: Estimate, Formula: formula("client library")})
		case "s3", "azure", "elasticsearch", "meilisearch":
			b.add(&Row{Name: "store " + id, Group: Store, Rest: 4 * MiB, Worst: 16 * MiB, Descriptors: 32, Class: Estimate, Formula: formula("HTTP client")})
		}
	}
}

// busyFamilies is how many column families fill their buffers under a workload.
func busyFamilies(w *Workload) float64 {
	switch {
	case w.Users <= 10:
		return 2.5
	case w.Users <= 50:
		return 4
	case w.Users <= 500:
		return 8
	case w.Users <= 2000:
		return 10
	}
	return 12
}

// rocksdb adds a RocksDB store. Its write-buffer-size has no effect on the
// column families, so no setting bounds it.
func (b *builder) rocksdb(id string, blobs bool) {
	w := &b.l.Workload
	prefix := "store." + id + "."
	messages := float64(w.Users) * float64(w.MailboxMessages)
	sst := messages * c(cSSTPerMessage)
	busy := busyFamilies(w)
	written := float64(w.Users) * w.MailsPerDay * w.Uptime * (c(cMemtablePerMessage) + float64(w.MessageSize))
	memtables := math.Min(busy*c(cRocksFamily), math.Max(written, 8*MiB))
	most := math.Min(c(cRocksFamilies)*c(cRocksBlockCache), sst+16*MiB)
	blocks := math.Min(w.BlockShare*c(cRocksFamilies)*c(cRocksBlockCache), most)
	index := c(cRocksIndex) * sst
	r := Row{Name: "store " + id, Group: Store, Key: prefix + "type", Value: "rocksdb", Class: Estimate}
	if x, ok := b.set.Lookup(r.Key); ok {
		r.Span = x.ValueSpan
	}
	r.Rest = uint64(c(cRocksOpen) + c(cStoreSlack)*(memtables+blocks+index))
	r.Worst = max(uint64(c(cRocksOpen)+c(cStoreSlack)*(busy*c(cRocksFamily)+most+index)), r.Rest)
	workers := b.number(uint64(b.cores), prefix+"pool.workers")
	r.Threads = uint64(max(b.cores, 3)+1) + max(workers.n, 4)
	files := sst/c(cRocksSST) + 4*c(cRocksFamilies)
	if blobs {
		files += messages * float64(w.MessageSize) * c(cBlobStored) / c(cRocksBlobFile)
	}
	r.Descriptors = uint64(c(cRocksFiles) + files)
	r.Formula = formula("{b} at open + {f} × ({f} busy families × {b} buffers + block caches of {b} to {b} + {b} index)",
		c(cRocksOpen), c(cStoreSlack), busy, c(cRocksFamily), blocks, most, index)
	b.add(&r)
	b.add(&Row{Name: "flush of store " + id, Group: Peak, Worst: uint64(c(cFlush)), Class: Estimate, Formula: formula("buffers being written out")})
}

// pool adds a store with a pool of connections.
func (b *builder) pool(id, typ string, def, per, files uint64) {
	v := b.number(def, "store."+id+".pool.max-connections")
	r := b.row(&v, "store "+id, Store, float64(per))
	base := uint64(c(cSQLBase))
	if typ == "sqlite" {
		base = uint64(c(cSQLiteBase))
		workers := b.number(uint64(b.cores), "store."+id+".pool.workers")
		r.Threads = max(workers.n, 4)
	}
	r.Worst = add(base, mul(v.n, per))
	r.Rest = r.Worst
	if typ != "sqlite" {
		r.Rest = add(base, mul(min(v.n, uint64(2*b.cores)), per))
	}
	r.Descriptors, r.Class = mul(v.n, files), Estimate
	r.Formula = formula("{b} + {n} connections × {b}", float64(base), float64(v.n), float64(per))
}
