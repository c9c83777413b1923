package generate

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// unit fills in what the service needs besides the file.
func (p *Plan) unit(nofile, peak uint64) {
	in := &p.Inputs
	ram := in.Host.RAM.Value
	u := &p.Unit
	u.LimitNOFILE = nofile
	u.MemoryHigh = ram / 100 * 85 / mib * mib
	u.MemoryMax = ram / 100 * 95 / mib * mib
	u.Why = map[string]string{
		"LimitNOFILE": fmt.Sprintf("%d descriptors with everything open at once", peak),
		"MemoryHigh":  "85 % of the host: the kernel slows the server down and takes caches back first",
		"MemoryMax":   "95 % of the host: the server is restarted rather than the host",
	}
	if n := in.Host.Workers; n.Known() {
		why := "from " + n.Origin
		if n.Origin == calculated {
			why = "a scan of the store blocks one worker; with few cores there would be no other"
		}
		u.Environment = append(u.Environment, Variable{Name: "TOKIO_WORKER_THREADS", Value: strconv.FormatUint(n.Value, 10), Why: why})
	}
	if in.Data.Kind == RocksDB && ram <= 2*budget.GiB {
		u.Environment = append(u.Environment,
			Variable{Name: "MALLOC_ARENA_MAX", Value: "2", Why: "keeps the memory of RocksDB together"},
			Variable{Name: "_RJEM_MALLOC_CONF", Value: "background_thread:true,dirty_decay_ms:5000", Why: "gives freed memory back while idle"})
	}
	p.secrets()
}

// secrets lists the variables of the environment that the file refers to.
func (p *Plan) secrets() {
	seen := map[string]bool{}
	for _, pair := range p.Pairs() {
		for _, m := range settings.Macros(pair.Text) {
			if m.Kind != settings.MacroEnv || seen[m.Name] {
				continue
			}
			seen[m.Name] = true
			p.Unit.Environment = append(p.Unit.Environment, Variable{Name: m.Name, Why: "for " + pair.Key, Secret: true})
		}
	}
}

// accepted lists what stalcfg would say of the file as a whole, or of a setting
// that is right because of something outside the file.
func (b *builder) accepted() {
	in := b.in
	accept := func(key, rule, why string) {
		for i := range b.p.Settings {
			if s := &b.p.Settings[i]; s.Key == key && s.Accept == "" {
				s.Accept, s.Why = rule, why
				return
			}
		}
		b.p.Accepted = append(b.p.Accepted, Accepted{rule, why})
	}
	if in.Version.Before(schema.Version{Minor: 15}) {
		accept("", "version/known-bad-release", "Stalwart "+in.Version.Line()+" was asked for")
	}
	imap, http, _ := in.Workload.Sessions()
	if imap+http > 8000 {
		accept("", "resource/sessions-over-watermark", fmt.Sprintf("about %.0f sessions are meant to be on this node", imap+http))
	}
	if embedded(in.Data.Kind) && in.Host.Workers.Value == 1 {
		accept("", "resource/tokio-single-worker", "one async worker was asked for")
	}
	if in.Data.Kind == RocksDB && in.Host.RAM.Value <= 2*budget.GiB {
		accept("", "resource/allocator-small-host", "the service sets MALLOC_ARENA_MAX=2 and _RJEM_MALLOC_CONF")
	}
	if in.Data.Kind == RocksDB && in.Host.RAM.Value < smallRocksDB {
		accept("store.rocksdb.type", "resource/mem-rocksdb-on-small-host", "the host has "+budget.Size(in.Host.Swap.Value)+" of swap")
	}
	if in.Data.Kind == FoundationDB {
		accept("store.foundationdb.type", "storage/feature-not-built", "the server is the FoundationDB build")
	}
	if in.Lookup.Kind == DataStore && counters(in.Workload) > busyCounters {
		accept("storage.lookup", "resource/lookup-embedded-busy", "look-ups in the data store are meant")
	}
	if in.Search.Kind == DataStore && indexing(in) > busyIndexing {
		accept("storage.fts", "resource/fts-single-worker", "the index in the data store is meant, searches find new mail late")
	}
	if in.Blob.Kind == DataStore && (sqlServer(in.Data.Kind) || in.Data.Kind == SQLite) {
		accept("storage.blob", "storage/blob-in-sql", "messages in the database are meant, its backup holds all mail")
	}
}

// notes says what to do beside the file.
func (b *builder) notes() {
	in := b.in
	note := func(format string, args ...any) { b.p.Notes = append(b.p.Notes, fmt.Sprintf(format, args...)) }
	var taken []string
	if h := &in.Host; h.RAM.Origin == assumed {
		taken = append(taken, budget.Size(h.RAM.Value)+" of memory")
	}
	if h := &in.Host; h.Cores.Origin == assumed {
		taken = append(taken, cores(h.Cores.Value))
	}
	if len(taken) > 0 {
		note("Assumed of the host: %s. Say what it has with --ram and --cores, name a --profile, or take this machine with --host auto.", strings.Join(taken, " and "))
	}
	var names []string
	seen := map[string]bool{}
	for _, pair := range b.p.Pairs() {
		for _, m := range settings.Macros(pair.Text) {
			if m.Kind == settings.MacroEnv && !seen[m.Name] {
				seen[m.Name] = true
				names = append(names, m.Name)
			}
		}
	}
	if len(names) > 0 {
		note("Give the service these variables: %s.", strings.Join(names, ", "))
	}
	if n := in.Host.Workers; n.Known() {
		note("Start the service with TOKIO_WORKER_THREADS=%d, as the drop-in of --systemd and the part of --compose do.", n.Value)
	}
	if in.Version.Before(schema.Version{Minor: 15}) {
		note("Stalwart %s has known security problems: plan to update.", in.Version.Line())
	}
	if in.TLS.Mode != "acme" {
		note("The user of the service must be able to read %s and %s.", in.TLS.Certificate, in.TLS.Key)
	}
	if strings.Contains(in.TLS.Certificate, "/letsencrypt/") {
		note("Let the deploy hook of certbot reload the server, or it keeps the old certificate.")
	}
	if in.Data.Kind == SQLite {
		note("Create %s/data for the user of the service.", in.Paths.Data)
	}
	if in.Data.Kind == FoundationDB {
		note("Run the FoundationDB build of the server.")
	}
	if needs := outside(in); len(needs) > 0 {
		note("The server needs %s.", strings.Join(needs, ", "))
	}
	if in.TLS.Mode == "proxy" {
		note("The proxy passes on HTTPS for %s to %s; mail ports lead to the server.", in.Hostname, b.httpBind())
	}
	if len(in.Proxy.Trusted) > 0 {
		note("Add %s to the allowed addresses in the web admin (server.allowed-ip), so that health checks of the proxy ban nobody.", strings.Join(in.Proxy.Trusted, ", "))
	}
	note("Create the mail domains in the web admin, which also lists their DNS records.")
}

// outside lists what the plan expects on other hosts or beside the server.
func outside(in *Inputs) []string {
	var out []string
	switch in.Data.Kind {
	case PostgreSQL, MySQL:
		out = append(out, fmt.Sprintf("the database %s on %s:%d (%s)", in.Data.Database, in.Data.Host, in.Data.Port, in.Data.Kind))
	case FoundationDB:
		out = append(out, "a FoundationDB cluster")
	}
	if in.Blob.Kind == S3 {
		out = append(out, "the S3 bucket "+in.Blob.Bucket)
	}
	if in.Lookup.Kind == Redis {
		out = append(out, "Redis at "+strings.Join(in.Lookup.URLs, " "))
	}
	if in.Search.Kind != DataStore {
		out = append(out, in.Search.Kind+" at "+in.Search.URL)
	}
	return out
}

func (b *builder) httpBind() string {
	if s := b.p.Find("server.listener.http.bind"); s != nil {
		return strings.Join(s.Value.List, ", ")
	}
	return "the listener http"
}
