package generate

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/schema"
)

// The words for choices.
const (
	RocksDB       = "rocksdb"
	SQLite        = "sqlite"
	PostgreSQL    = "postgresql"
	MySQL         = "mysql"
	FoundationDB  = "foundationdb"
	DataStore     = "data" // blobs, look-ups or search in the data store
	Filesystem    = "filesystem"
	S3            = "s3"
	Redis         = "redis"
	Elasticsearch = "elasticsearch"
	Meilisearch   = "meilisearch"
	Internal      = "internal"
	LDAP          = "ldap"
	SQL           = "sql"
	OIDC          = "oidc"
)

// Words gives the words that a choice may have, by its name in files and flags,
// the usual one first.
func Words(choice string) []string {
	switch choice {
	case "data":
		return []string{RocksDB, SQLite, PostgreSQL, MySQL, FoundationDB}
	case "blob":
		return []string{DataStore, Filesystem, S3}
	case "lookup":
		return []string{DataStore, Redis}
	case "search":
		return []string{DataStore, Elasticsearch, Meilisearch}
	case "directory":
		return []string{Internal, LDAP, SQL, OIDC}
	case "paths":
		return []string{"system", "docker"}
	case "tls":
		return []string{"acme", "files", "proxy"}
	case "challenge":
		return []string{"tls-alpn-01", "http-01", "dns-01"}
	case "provider":
		return []string{"cloudflare", "digitalocean", "desec"}
	case "log":
		return []string{"journal", "stdout", "file", "otel"}
	case "log-level":
		return []string{"info", "error", "warn", "debug", "trace"}
	case "coordinator":
		return []string{Redis}
	case "version":
		return []string{"0.15", "0.14", "0.13"}
	case "service":
		return serviceIDs()
	case "role":
		return []string{"acme.renew", "calendar-alerts", "fts-indexing", "imip-processing", "merge-threads", "metrics.calculate", "metrics.push",
			"purge.accounts", "purge.stores", "push-notifications", "spam-training"}
	}
	return nil
}

// service is what is known of a listener.
type service struct {
	id, protocol string
	port         uint16
	implicit     bool
	on           bool // unless said otherwise
	why          string
}

var services = [...]service{
	{"smtp", "smtp", 25, false, true, "mail from other servers"},
	{"submission", "smtp", 587, false, true, "mail from clients, with STARTTLS"},
	{"submissions", "smtp", 465, true, true, "mail from clients, with TLS"},
	{"imap", "imap", 143, false, false, "IMAP with STARTTLS"},
	{"imaptls", "imap", 993, true, true, "IMAP with TLS"},
	{"pop3", "pop3", 110, false, false, "POP3 with STARTTLS"},
	{"pop3s", "pop3", 995, true, false, "POP3 with TLS"},
	{"sieve", "managesieve", 4190, false, true, "filter rules of clients, with STARTTLS"},
	{"https", "http", 443, true, true, "JMAP, calendars, contacts, web admin"},
	{"http", "http", 8080, false, false, "the same in clear text"},
}

func serviceIDs() []string {
	out := make([]string, len(services))
	for i := range services {
		out[i] = services[i].id
	}
	return out
}

// complete fills in what was left open. It changes only its copy.
func complete(in Inputs) Inputs {
	in.Services = append([]Service(nil), in.Services...)
	if in.Version.IsZero() {
		in.Version = schema.Latest()
	}
	completeHost(&in)
	completePaths(&in)
	completeStores(&in)
	completeWorkers(&in)
	completeDirectory(&in)
	completeNetwork(&in)
	completeLog(&in)
	in.Admin.User = or(in.Admin.User, "admin")
	in.Admin.Secret = Secret(or(string(in.Admin.Secret), "%{env:STALWART_ADMIN_SECRET}%"))
	return in
}

func or(s, usual string) string {
	if s == "" {
		return usual
	}
	return s
}

func completeHost(in *Inputs) {
	usual := func(f *host.Fact, n uint64) {
		if !f.Known() {
			*f = host.Fact{Value: n, Origin: assumed}
		}
	}
	usual(&in.Host.Cores, 1)
	if in.Workload.Users == 0 {
		if in.Host.RAM.Known() {
			in.Workload = budget.ForHost(in.Host)
		} else {
			in.Workload = budget.ForUsers(10)
			in.Workload.Origin = assumed
		}
	}
	usual(&in.Host.RAM, budget.GiB)
	if limit := in.Host.MemoryLimit; limit.Value > 0 && limit.Value < in.Host.RAM.Value {
		in.Host.RAM = limit
	}
}

// assumed is the origin of what nobody said.
const assumed = "default"

// calculated is the origin of facts that the plan itself brings about.
const calculated = "calculated"

// completeWorkers gives a store inside the server threads to block where there are
// few cores.
func completeWorkers(in *Inputs) {
	if !in.Host.Workers.Known() && embedded(in.Data.Kind) && in.Host.Cores.Value <= 2 {
		in.Host.Workers = host.Fact{Value: 4, Origin: calculated}
	}
}

func completePaths(in *Inputs) {
	p := &in.Paths
	p.Style = or(p.Style, "system")
	if p.Style == "docker" {
		p.Data, p.Etc, p.Logs = or(p.Data, "/opt/stalwart"), or(p.Etc, "/opt/stalwart/etc"), or(p.Logs, "/opt/stalwart/logs")
		return
	}
	p.Data, p.Etc, p.Logs = or(p.Data, "/var/lib/stalwart"), or(p.Etc, "/etc/stalwart"), or(p.Logs, "/var/log/stalwart")
}

// smallRocksDB is the memory under which RocksDB does not fit beside its own
// buffers.
const smallRocksDB = budget.GiB * 3 / 2

func completeStores(in *Inputs) {
	d := &in.Data
	if d.Kind == "" {
		switch {
		case in.Node.Cluster || in.Workload.Users > 5000:
			d.Kind = PostgreSQL
		case in.Host.RAM.Value < smallRocksDB:
			d.Kind = SQLite
		default:
			d.Kind = RocksDB
		}
	}
	if sqlServer(d.Kind) {
		d.Host, d.Database, d.User = or(d.Host, "127.0.0.1"), or(d.Database, "stalwart"), or(d.User, "stalwart")
		d.Password = Secret(or(string(d.Password), "%{env:STALWART_DB_PASSWORD}%"))
		if d.Port == 0 {
			d.Port = map[string]uint16{PostgreSQL: 5432, MySQL: 3306}[d.Kind]
		}
	}
	completeBlob(in)
	l := &in.Lookup
	if l.Kind == "" && (in.Node.Cluster || counters(in.Workload) > busyCounters) {
		l.Kind = Redis
	}
	l.Kind = or(l.Kind, DataStore)
	if l.Kind == Redis && len(l.URLs) == 0 {
		l.URLs = []string{"redis://127.0.0.1:6379"}
	}
	s := &in.Search
	if s.Kind == "" && indexing(in) > busyIndexing {
		s.Kind = Elasticsearch
	}
	switch s.Kind = or(s.Kind, DataStore); s.Kind {
	case Elasticsearch:
		s.URL = or(s.URL, "http://127.0.0.1:9200")
		if s.User != "" {
			s.Token = Secret(or(string(s.Token), "%{env:STALWART_SEARCH_PASSWORD}%"))
		}
	case Meilisearch:
		s.URL = or(s.URL, "http://127.0.0.1:7700")
		s.Token = Secret(or(string(s.Token), "%{env:STALWART_SEARCH_KEY}%"))
	}
}

// Loads from which short-lived values and the full-text index leave the data
// store, as the rules resource/lookup-embedded-busy and
// resource/fts-single-worker have them.
const (
	busyCounters = 200 // a second
	busyIndexing = 0.7 // of the time of the one worker of a node
)

// counters is how many rate limits the users raise in a second.
func counters(w budget.Workload) float64 {
	_, http, _ := w.Sessions()
	return 0.04*http + 2*w.PeakMails()
}

// indexing is how much of the time a node is busy with the full-text index, 10
// ms a message.
func indexing(in *Inputs) float64 {
	return in.Workload.PeakMails() * 0.010 / float64(max(in.Host.Nodes.Value, 1))
}

func completeBlob(in *Inputs) {
	b := &in.Blob
	if b.Kind == "" {
		switch {
		case sqlServer(in.Data.Kind) && in.Node.Cluster:
			b.Kind = S3
		case sqlServer(in.Data.Kind), in.Data.Kind == SQLite:
			b.Kind = Filesystem
		default:
			b.Kind = DataStore
		}
	}
	switch b.Kind {
	case Filesystem:
		b.Path = or(b.Path, in.Paths.Data+"/blobs")
	case S3:
		b.Region = or(b.Region, "us-east-1")
		b.AccessKey = Secret(or(string(b.AccessKey), "%{env:STALWART_S3_ACCESS_KEY}%"))
		b.SecretKey = Secret(or(string(b.SecretKey), "%{env:STALWART_S3_SECRET_KEY}%"))
	}
}

func completeDirectory(in *Inputs) {
	d := &in.Directory
	d.Kind = or(d.Kind, Internal)
	if d.Kind == LDAP && d.BindDN != "" {
		d.Password = Secret(or(string(d.Password), "%{env:STALWART_LDAP_PASSWORD}%"))
	}
}

// completeNetwork fills in certificates and listeners.
func completeNetwork(in *Inputs) {
	t := &in.TLS
	if t.Mode == "" && t.Certificate != "" {
		t.Mode = "files"
	}
	t.Mode = or(t.Mode, "acme")
	switch t.Mode {
	case "acme":
		t.Challenge = or(t.Challenge, "tls-alpn-01")
		t.Directory = or(t.Directory, letsEncrypt)
		t.Contact = or(t.Contact, "postmaster@"+mailDomain(in))
		if t.Challenge == "dns-01" {
			t.Token = Secret(or(string(t.Token), "%{env:STALWART_DNS_TOKEN}%"))
		}
	case "files", "proxy":
		t.Certificate, t.Key = or(t.Certificate, in.Paths.Etc+"/tls/fullchain.pem"), or(t.Key, in.Paths.Etc+"/tls/privkey.pem")
	}
	if in.Node.Cluster {
		in.Node.Coordinator = or(in.Node.Coordinator, Redis)
		if in.Node.ID == 0 {
			in.Node.IDMacro = Secret(or(string(in.Node.IDMacro), "%{env:STALWART_NODE_ID}%"))
		}
	}
	completeServices(in)
}

const letsEncrypt = "https://acme-v02.api.letsencrypt.org/directory"

// mailDomain is the first mail domain, or what follows the first dot of the
// host's name.
func mailDomain(in *Inputs) string {
	if len(in.Domains) > 0 {
		return in.Domains[0]
	}
	if _, rest, ok := strings.Cut(in.Hostname, "."); ok && strings.Contains(rest, ".") {
		return rest
	}
	return in.Hostname
}

// completeServices lists every listener that is on, in the usual order.
func completeServices(in *Inputs) {
	said := map[string]Service{}
	for _, s := range in.Services {
		said[s.ID] = s
	}
	unknown := in.Services[:0:0]
	for _, s := range in.Services {
		if findService(s.ID) == nil {
			unknown = append(unknown, s)
		}
	}
	in.Services = unknown
	for i := range services {
		k := &services[i]
		s, ok := said[k.id]
		if !ok {
			s = Service{ID: k.id, Off: !usuallyOn(in, k)}
		}
		if s.Off {
			continue
		}
		s.Protocol, s.Implicit = k.protocol, k.implicit
		if s.Port == 0 {
			s.Port = k.port
			if k.id == "http" && in.TLS.Mode == "acme" && in.TLS.Challenge == "http-01" {
				s.Port = 80
			}
		}
		if len(s.Address) == 0 {
			s.Address = []string{usualAddress(in, k)}
		}
		in.Services = append(in.Services, s)
	}
}

func findService(id string) *service {
	for i := range services {
		if services[i].id == id {
			return &services[i]
		}
	}
	return nil
}

func usuallyOn(in *Inputs, k *service) bool {
	switch {
	case k.id == "https" && in.TLS.Mode == "proxy":
		return false
	case k.id == "http":
		return in.TLS.Mode == "proxy" || in.TLS.Mode == "acme" && in.TLS.Challenge == "http-01"
	}
	return k.on
}

// usualAddress is all addresses; clear-text HTTP for a proxy on the same host
// stays on the host.
func usualAddress(in *Inputs, k *service) string {
	if k.id == "http" && !(in.TLS.Mode == "acme" && in.TLS.Challenge == "http-01") && in.Paths.Style != "docker" {
		return "127.0.0.1"
	}
	return "::"
}

func completeLog(in *Inputs) {
	usual := "journal"
	if in.Paths.Style == "docker" {
		usual = "stdout"
	}
	in.Log.Kind, in.Log.Level = or(in.Log.Kind, usual), or(in.Log.Level, "info")
	if in.Log.Kind == "otel" {
		in.Log.Endpoint = or(in.Log.Endpoint, "http://127.0.0.1:4317")
	}
}

// sqlServer reports a database server that is reached over the network.
func sqlServer(kind string) bool { return kind == PostgreSQL || kind == MySQL }

// embedded reports a database in the server's own process.
func embedded(kind string) bool { return kind == RocksDB || kind == SQLite }
