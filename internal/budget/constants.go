package budget

// Class tells how far a constant can be trusted.
type Class uint8

// The classes of constants.
const (
	Source   Class = iota // read in the source of Stalwart or of a library it pins
	Measured              // measured on a stand-in with the same options
	Vendor                // said by the vendor's documentation
	Estimate              // to be calibrated on a running server
)

// String is the word used in documents.
func (c Class) String() string { return [...]string{"source", "measured", "vendor", "estimate"}[c] }

// Sizes in bytes.
const (
	KiB = 1 << 10
	MiB = 1 << 20
	GiB = 1 << 30
)

// Constant is one number of the model.
type Constant struct {
	Name     string
	Value    float64
	Unit     string
	Class    Class
	Evidence string // file:line under crates/ at v0.15.5 unless a library is named
}

// Indices into the table of constants.
const (
	cBase = iota
	cHeapSlack
	cStoreSlack
	cThread
	cListenerLimit
	cNofile
	cIMAP
	cIMAPSlot
	cPOP3
	cPOP3Message
	cSieve
	cSMTP
	cHTTP
	cWebSocket
	cKernelSocket
	cKAccept
	cKLocal
	cKRemote
	cKHTTP
	cKAppend
	cKToken
	cDNSFactor
	cAccountCache
	cMessage
	cFolder
	cMessageItem
	cDavItem
	cTokenItem
	cAuthItem
	cRoleItem
	cShardItems
	cAdmit
	cRocksOpen
	cRocksFamily
	cRocksBlockCache
	cRocksFamilies
	cRocksIndex
	cRocksFiles
	cRocksSST
	cRocksBlobFile
	cSSTPerMessage
	cMemtablePerMessage
	cFlush
	cSQLite
	cSQLConn
	cSQLBase
	cSpamWeight
	cSpamTraining
	cASN
	cHandshake
	cInbound
	cOutbound
	cIMAPCommand
	cHTTPRequest
	cHash
	cCPUFactor
	cCPUTarget
	constantCount
)

// constants is the one table of the model: a later measurement changes one
// line.
var constants = [constantCount]Constant{
	cBase:               {"base_process_rss", 58 * MiB, "bytes", Estimate, "vendor idle figure of 100 MB less the store"},
	cHeapSlack:          {"rust_heap_slack", 1.15, "factor", Estimate, "jemallocator 0.5.4; main/src/main.rs:22"},
	cStoreSlack:         {"glibc_store_slack", 1.25, "factor", Estimate, "store/Cargo.toml: RocksDB uses the libc allocator"},
	cThread:             {"thread_cost_rss", 450 * KiB, "bytes/thread", Estimate, "trc/src/ipc/channel.rs:25 and the stack"},
	cListenerLimit:      {"listener_max_conn_default", 8192, "connections/listener", Source, "common/src/config/server/listener.rs:197"},
	cNofile:             {"unit_nofile", 65536, "descriptors", Source, "resources/systemd/stalwart-mail.service:9"},
	cIMAP:               {"conn_imap_base", 32 * KiB, "bytes/session", Estimate, "imap/src/core/session.rs:49, TLS and task"},
	cIMAPSlot:           {"imap_selected_bytes_per_slot", 22, "bytes", Source, "imap/src/core/mod.rs:119"},
	cPOP3:               {"conn_pop3_base", 28 * KiB, "bytes/session", Estimate, "pop3/src/session.rs:67"},
	cPOP3Message:        {"pop3_bytes_per_message", 16, "bytes", Source, "pop3/src/mailbox.rs:28"},
	cSieve:              {"conn_sieve_base", 28 * KiB, "bytes/session", Estimate, "managesieve/src/core/session.rs:63"},
	cSMTP:               {"conn_smtp_base", 36 * KiB, "bytes/session", Estimate, "smtp/src/inbound/spawn.rs:146"},
	cHTTP:               {"conn_http_idle", 30 * KiB, "bytes/session", Estimate, "hyper 1.8.1 buffers, TLS and task"},
	cWebSocket:          {"conn_websocket", 176 * KiB, "bytes/session", Estimate, "tungstenite 0.28.0: 128 KiB read buffer"},
	cKernelSocket:       {"conn_kernel_idle", 6 * KiB, "bytes/connection", Estimate, "kernel socket, outside the process"},
	cKAccept:            {"k_smtp_accept", 6, "× message", Estimate, "smtp/src/inbound/data.rs:52; smtp/src/queue/spool.rs:339"},
	cKLocal:             {"k_local_delivery", 4, "× message", Estimate, "email/src/message/delivery.rs:66"},
	cKRemote:            {"k_remote_delivery", 2, "× message", Estimate, "smtp/src/outbound/client.rs:182"},
	cKHTTP:              {"k_http_body", 4, "× body", Estimate, "http-proto/src/request.rs:21"},
	cKAppend:            {"k_imap_append", 5, "× literal", Estimate, "imap-proto/src/receiver.rs:312"},
	cKToken:             {"imap_token_amplification", 24, "× request", Source, "imap-proto/src/receiver.rs:133"},
	cDNSFactor:          {"dns_cache_real_factor", 2.5, "× configured", Estimate, "utils/src/cache.rs:290"},
	cAccountCache:       {"account_cache_entry", 88, "bytes/account", Source, "common/src/lib.rs: MessageCache"},
	cMessage:            {"msg_weight", 96, "bytes/message", Source, "email/src/cache/email.rs:312"},
	cFolder:             {"mailbox_weight", 160, "bytes/folder", Source, "email/src/cache/mailbox.rs:309"},
	cMessageItem:        {"cache_est_item_message", 11384, "bytes", Source, "common/src/config/inner.rs:107"},
	cDavItem:            {"cache_est_item_dav", 56152, "bytes", Source, "common/src/config/inner.rs:116"},
	cTokenItem:          {"cache_est_item_access_token", 1095, "bytes", Source, "common/src/config/inner.rs:89"},
	cAuthItem:           {"cache_est_item_http_auth", 54, "bytes", Source, "common/src/config/inner.rs:95"},
	cRoleItem:           {"cache_est_item_permission", 1072, "bytes", Source, "common/src/config/inner.rs:101"},
	cShardItems:         {"cache_min_items_per_shard", 32, "items", Source, "quick_cache 0.6.18 src/sync.rs"},
	cAdmit:              {"cache_admit_fraction", 0.97, "of a shard", Source, "quick_cache 0.6.18 src/shard.rs"},
	cRocksOpen:          {"rocks_open_rss", 50 * MiB, "bytes", Measured, "same options on librocksdb 7.8.3"},
	cRocksFamily:        {"rocks_hot_cf_plateau", 136 * MiB, "bytes/busy family", Measured, "same options on librocksdb 7.8.3"},
	cRocksBlockCache:    {"rocks_block_cache_per_cf", 32 * MiB, "bytes/family", Source, "rocksdb 10.4.2 block_based_table_factory.cc:430"},
	cRocksFamilies:      {"rocks_cf_count", 27, "families", Source, "store/src/backend/rocksdb/main.rs:35"},
	cRocksIndex:         {"rocks_index_ratio", 0.015, "of SST bytes", Estimate, "rocksdb 10.4.2 table.h:175"},
	cRocksFiles:         {"rocks_base_fds", 34, "descriptors", Measured, "librocksdb 7.8.3 after open"},
	cRocksSST:           {"rocks_sst_file", 64 * MiB, "bytes", Source, "rocksdb 10.4.2 advanced_options.h:472"},
	cRocksBlobFile:      {"rocks_blob_file", 256 * MiB, "bytes", Source, "rocksdb 10.4.2 advanced_options.h:925"},
	cSSTPerMessage:      {"sst_bytes_per_message", 12 * KiB, "bytes/message", Estimate, "metadata and search terms, compressed"},
	cMemtablePerMessage: {"memtable_bytes_per_message_meta", 35 * KiB, "bytes/message", Estimate, "search terms dominate"},
	cFlush:              {"rocks_flush_peak", 128 * MiB, "bytes", Estimate, "buffers while being flushed"},
	cSQLite:             {"sqlite_conn_rss", 2.2 * MiB, "bytes/connection", Estimate, "page cache of 2,000 KiB and statements"},
	cSQLConn:            {"sql_conn_rss", 64 * KiB, "bytes/connection", Estimate, "client side only"},
	cSQLBase:            {"sql_client_base", 30 * MiB, "bytes", Estimate, "client library and TLS"},
	cSpamWeight:         {"spam_model_bytes", 4, "bytes/feature", Source, "nlp/src/classifier/model.rs:13"},
	cSpamTraining:       {"spam_training_bytes", 48, "bytes/feature", Source, "nlp/src/classifier/ftrl.rs:12"},
	cASN:                {"asn_table_bytes", 35 * MiB, "bytes", Estimate, "common/src/listener/asn.rs:34"},
	cHandshake:          {"cpu_tls_handshake_rsa2048", 0.6, "ms", Measured, "openssl speed"},
	cInbound:            {"cpu_inbound_message", 25, "ms/message", Estimate, "authentication, spam rules, store, index, delivery"},
	cOutbound:           {"cpu_outbound_message", 8, "ms/message", Estimate, "delivery and TLS"},
	cIMAPCommand:        {"cpu_imap_command", 1.5, "ms/command", Estimate, "average over common commands"},
	cHTTPRequest:        {"cpu_http_request", 6, "ms/request", Estimate, "with one password check"},
	cHash:               {"cpu_sha512crypt", 3.1, "ms/login", Measured, "libxcrypt, 5000 rounds"},
	cCPUFactor:          {"cpu_overhead_factor", 1.3, "factor", Estimate, "compaction, kernel, allocator"},
	cCPUTarget:          {"cpu_target_utilisation", 0.65, "fraction", Estimate, "head-room for peaks"},
}

// Constants gives the table, for documents and tests.
func Constants() []Constant { return constants[:] }

func c(i int) float64 { return constants[i].Value }
