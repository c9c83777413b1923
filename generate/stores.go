package generate

import "github.com/stalcfg/stalcfg/schema"

// stores adds the stores and the roles they play.
func (b *builder) stores() {
	b.section = "store"
	roles := map[string]string{"data": b.in.Data.Kind, "blob": b.in.Data.Kind, "lookup": b.in.Data.Kind, "fts": b.in.Data.Kind}
	b.dataStore()
	switch b.in.Blob.Kind {
	case Filesystem:
		roles["blob"] = "fs"
		b.set("store.fs.type", Str("fs")).because("messages, one file each")
		b.set("store.fs.path", Str(b.in.Blob.Path))
	case S3:
		roles["blob"] = "s3"
		b.s3()
	}
	b.set("store."+roles["blob"]+".compression", Str("lz4")).because("messages take less disk; the server's default is none").from("v0.15.5 store/src/config.rs:67")
	if b.in.Lookup.Kind == Redis {
		roles["lookup"] = Redis
		b.redis()
	}
	if b.in.Search.Kind != DataStore {
		roles["fts"] = b.in.Search.Kind
		b.search()
	}
	b.section = "storage"
	why := map[string]string{"data": "accounts, settings, mailbox indexes", "blob": "messages", "lookup": "rate limits, locks, tokens", "fts": "full-text search"}
	for _, r := range []string{"data", "blob", "lookup", "fts"} {
		b.set("storage."+r, Str(roles[r])).because("%s", why[r]).from("v0.15.5 common/src/config/storage.rs")
	}
	b.set("storage.directory", Str(b.in.Directory.Kind)).because("who may log in")
}

func (b *builder) dataStore() {
	d := &b.in.Data
	at := "store." + d.Kind + "."
	b.set(at+"type", Str(d.Kind))
	switch d.Kind {
	case RocksDB:
		b.set(at+"path", Str(b.in.Paths.Data+"/data")).because("on a local disk")
	case SQLite:
		b.set(at+"path", Str(b.in.Paths.Data+"/data/index.sqlite3")).because("on a local disk; the directory must exist")
		b.sqlitePool(at)
	case FoundationDB:
		if d.Cluster != "" {
			b.set(at+"cluster-file", Str(d.Cluster))
		}
	default:
		b.set(at+"host", Str(d.Host))
		b.set(at+"port", Num(uint64(d.Port)))
		b.set(at+"database", Str(d.Database))
		b.set(at+"user", Str(d.User))
		b.set(at+"password", Str(string(d.Password)))
		if d.TLS {
			b.set(at+"tls.enable", Truth(true))
		}
		b.pool(at)
	}
	if b.in.Directory.Kind == SQL {
		b.queries()
	}
}

// sqlitePool keeps the connections, all opened at start, in bounds on hosts with
// many cores: one of them can write at a time anyway.
func (b *builder) sqlitePool(at string) {
	cores := b.in.Host.Cores.Value
	if cores <= 4 {
		return
	}
	a := amount{n: cores, formula: "cores", inputs: []string{named("cores", cores)}, source: "v0.15.5 store/src/backend/sqlite/main.rs"}
	b.calc(at+"pool.max-connections", a).because("all are opened at start, and one can write at a time")
}

func (b *builder) pool(at string) {
	a := sqlPool(b.in)
	if n := b.in.Data.Pool; n > 0 {
		a = amount{n: n, formula: "declared", inputs: []string{named("pool", n)}}
	}
	s := b.calc(at+"pool.max-connections", a)
	s.because("the database must allow as many, for each node")
	if b.in.Data.Kind == MySQL {
		b.set(at+"pool.min-connections", Num(min(10, a.n))).because("the server does not start with more than the maximum").from("v0.15.5 store/src/backend/mysql/main.rs:70")
	}
}

func (b *builder) s3() {
	s := &b.in.Blob
	b.set("store.s3.type", Str("s3"))
	b.set("store.s3.bucket", Str(s.Bucket))
	b.set("store.s3.region", Str(s.Region))
	if s.Endpoint != "" {
		b.set("store.s3.endpoint", Str(s.Endpoint))
	}
	b.set("store.s3.access-key", Str(string(s.AccessKey)))
	b.set("store.s3.secret-key", Str(string(s.SecretKey)))
}

func (b *builder) redis() {
	l := &b.in.Lookup
	b.set("store.redis.type", Str("redis"))
	b.set("store.redis.urls", Strs(l.URLs...))
	if len(l.URLs) > 1 {
		b.set("store.redis.redis-type", Str("cluster"))
		if l.User != "" {
			b.set("store.redis.user", Str(l.User))
		}
		if l.Password != "" {
			b.set("store.redis.password", Str(string(l.Password)))
		}
	}
	a := amount{n: 2 * b.in.Host.Cores.Value, formula: "2 × cores", inputs: []string{named("cores", b.in.Host.Cores.Value)}, source: "docs/generate.md, formulas"}
	b.calc("store.redis.pool.max-connections", a.atLeast(10, "at least 10"))
}

func (b *builder) search() {
	s := &b.in.Search
	at := "store." + s.Kind + "."
	b.set(at+"type", Str(s.Kind))
	b.set(at+"url", Str(s.URL))
	switch {
	case s.Kind == Elasticsearch && s.User != "" && b.in.Version.Before(schema.Version{Minor: 15}):
		b.set(at+"user", Str(s.User))
		b.set(at+"password", Str(string(s.Token)))
	case s.Kind == Elasticsearch && s.User != "":
		b.set(at+"auth.username", Str(s.User))
		b.set(at+"auth.secret", Str(string(s.Token)))
	case s.Token != "":
		b.set(at+"auth.token", Str(string(s.Token)))
	}
}

// directory adds the directory that storage.directory names.
func (b *builder) directory() {
	b.section = "directory"
	d := &b.in.Directory
	at := "directory." + d.Kind + "."
	b.set(at+"type", Str(d.Kind))
	switch d.Kind {
	case Internal:
		b.set(at+"store", Str(b.in.Data.Kind))
	case LDAP:
		b.ldap(at)
	case SQL:
		b.set(at+"store", Str(b.in.Data.Kind))
		for _, c := range [][2]string{{"class", "type"}, {"secret", "secret"}, {"description", "description"}, {"quota", "quota"}} {
			b.set(at+"columns."+c[0], Str(c[1]))
		}
	case OIDC:
		b.set(at+"endpoint.method", Str("userinfo"))
		b.set(at+"endpoint.url", Str(d.Endpoint))
		b.set(at+"fields.email", Str("email"))
		b.set(at+"fields.username", Str("preferred_username"))
		b.set(at+"fields.full-name", Str("name"))
	}
}

// ldap uses the attributes of inetOrgPerson, and lets the LDAP server compare
// passwords.
func (b *builder) ldap(at string) {
	d := &b.in.Directory
	b.set(at+"url", Str(d.URL))
	b.set(at+"base-dn", Str(d.BaseDN))
	if d.BindDN != "" {
		b.set(at+"bind.dn", Str(d.BindDN))
		b.set(at+"bind.secret", Str(string(d.Password)))
	}
	b.set(at+"bind.auth.method", Str("lookup")).because("finds the entry, then lets the LDAP server check the password").from("v0.15.5 directory/src/backend/ldap/config.rs:120")
	b.set(at+"filter.name", Str("(&(objectClass=inetOrgPerson)(uid=?))"))
	b.set(at+"filter.email", Str("(&(objectClass=inetOrgPerson)(mail=?))"))
	for _, x := range [][2]string{{"name", "uid"}, {"class", "objectClass"}, {"description", "displayName"}, {"email", "mail"}, {"groups", "memberOf"}} {
		b.set(at+"attributes."+x[0], Str(x[1]))
	}
}

// queries are those of an SQL directory, which stand with the store; they expect
// the tables accounts, group_members and emails.
func (b *builder) queries() {
	p := "?"
	if b.in.Data.Kind == PostgreSQL {
		p = "$1"
	}
	q := "store." + b.in.Data.Kind + ".query."
	b.set(q+"name", Str("SELECT name, type, secret, description, quota FROM accounts WHERE name = "+p+" AND active = true")).because("expects the tables accounts, group_members and emails")
	b.set(q+"members", Str("SELECT member_of FROM group_members WHERE name = "+p))
	b.set(q+"recipients", Str("SELECT name FROM emails WHERE address = "+p))
	b.set(q+"emails", Str("SELECT address FROM emails WHERE name = "+p))
}

func (b *builder) admin() {
	b.section = "admin"
	b.set("authentication.fallback-admin.user", Str(b.in.Admin.User)).because("works while no directory does")
	b.set("authentication.fallback-admin.secret", Str(string(b.in.Admin.Secret))).because("a hash, as of openssl passwd -6")
}

func (b *builder) cluster() {
	b.section = "cluster"
	n := &b.in.Node
	if !n.Cluster {
		return
	}
	if n.ID > 0 {
		b.set("cluster.node-id", Num(n.ID)).because("a number of its own for each node")
	} else {
		b.set("cluster.node-id", Str(string(n.IDMacro))).because("a number of its own for each node, from 1")
	}
	b.set("cluster.coordinator", Str(n.Coordinator)).because("carries changes and pushes between the nodes").from("v0.15.5 common/src/config/mod.rs:136")
	for _, role := range sortedRoles(b.in) {
		b.set("cluster.roles."+role, Strs(numbers(n.Roles[role])...))
	}
}

func (b *builder) log() {
	b.section = "log"
	l := &b.in.Log
	at := "tracer.log."
	switch l.Kind {
	case "journal":
		b.set(at+"type", Str("journal")).because("journalctl -u stalwart")
	case "stdout":
		b.set(at+"type", Str("stdout"))
		b.set(at+"ansi", Truth(false))
	case "file":
		b.set(at+"type", Str("log"))
		b.set(at+"path", Str(b.in.Paths.Logs))
		b.set(at+"prefix", Str("stalwart.log"))
		b.set(at+"rotate", Str("daily"))
	case "otel":
		b.set(at+"type", Str("open-telemetry"))
		b.set(at+"transport", Str("grpc"))
		b.set(at+"endpoint", Str(l.Endpoint))
	}
	s := b.set(at+"level", Str(l.Level))
	if l.Level == "trace" {
		s.Accept, s.Why = "observability/tracer-trace-level", "as declared; the log holds mail addresses"
	}
}
