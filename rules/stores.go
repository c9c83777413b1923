package rules

import "slices"

// What each type of store can serve (Stalwart v0.15.5 crates/store/src/config.rs).
var (
	dataStores      = []string{"rocksdb", "foundationdb", "postgresql", "mysql", "sqlite", "sql-read-replica"}
	blobOnly        = []string{"fs", "s3", "azure", "sharded-blob", "distributed-blob"}
	searchOnly      = []string{"elasticsearch", "meilisearch"}
	memoryOnly      = []string{"redis", "sharded-in-memory"}
	coordinatorOnly = []string{"redis", "nats", "zenoh", "kafka"}
)

// serves reports whether a type of store can take a role: data, blob, fts,
// lookup or coordinator.
func serves(typ, role string) bool {
	data := slices.Contains(dataStores, typ)
	switch role {
	case "data":
		return data
	case "blob":
		return data || slices.Contains(blobOnly, typ)
	case "fts":
		return data || slices.Contains(searchOnly, typ)
	case "lookup":
		return data || slices.Contains(memoryOnly, typ)
	case "coordinator":
		return slices.Contains(coordinatorOnly, typ)
	}
	return true
}

// knownStoreType reports a type that some build of the server has.
func knownStoreType(typ string) bool {
	return slices.Contains(dataStores, typ) || slices.Contains(blobOnly, typ) || slices.Contains(searchOnly, typ) ||
		slices.Contains(memoryOnly, typ) || slices.Contains(coordinatorOnly, typ)
}

// memoryIDs are the ids of in-memory stores that are no store.<id>: static
// lists and lists fetched by HTTP.
func (p *Pass) memoryIDs() []string {
	ids := p.Set.IDs("lookup", "")
	return append(ids, p.Set.IDs("http-lookup", "url")...)
}
