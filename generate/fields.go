package generate

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/schema"
)

// Field is one input that files and flags can set.
type Field struct {
	Name  string   // in a file: "data.kind"
	Flag  string   // on the command line, without dashes
	Usage string   // for people; the placeholder stands in `backquotes`
	Words []string // what it may be, nil for free text
	List  bool     // takes several values
	Truth bool     // takes true or false
	Macro bool     // takes a macro that stands for a secret, never the secret
	set   func(in *Inputs, v []string, origin string) error
}

// Set changes the inputs. origin says where the value comes from. The error
// does not repeat the value where it may be a secret.
func (f *Field) Set(in *Inputs, values []string, origin string) error {
	if !f.List && len(values) != 1 {
		return errors.New("one value is expected, not a list")
	}
	if f.Words != nil {
		for _, v := range values {
			if !slices.Contains(f.Words, v) {
				return fmt.Errorf("%s is expected, not %q", schema.OrList(f.Words), redact.URL(v))
			}
		}
	}
	if err := f.set(in, values, origin); err != nil {
		return errors.New(redact.URL(err.Error()))
	}
	return nil
}

// text makes a field of a text.
func text(name, flag, usage string, at func(*Inputs) *string) Field {
	return Field{Name: name, Flag: flag, Usage: usage, set: func(in *Inputs, v []string, _ string) error {
		*at(in) = v[0]
		return nil
	}}
}

// secret makes a field of a macro. Mistakes are left to check, which knows to
// keep the value to itself.
func secret(name, flag, usage string, at func(*Inputs) *Secret) Field {
	return Field{Name: name, Flag: flag, Usage: usage, Macro: true, set: func(in *Inputs, v []string, _ string) error {
		*at(in) = Secret(v[0])
		return nil
	}}
}

// choice makes a field of one of some words.
func choice(name, flag, usage, words string, at func(*Inputs) *string) Field {
	f := text(name, flag, usage, at)
	f.Words = Words(words)
	return f
}

// list makes a field of several texts.
func list(name, flag, usage string, at func(*Inputs) *[]string) Field {
	return Field{Name: name, Flag: flag, Usage: usage, List: true, set: func(in *Inputs, v []string, _ string) error {
		*at(in) = append([]string(nil), v...)
		return nil
	}}
}

func truth(name, flag, usage string, at func(*Inputs) *bool) Field {
	return Field{Name: name, Flag: flag, Usage: usage, Truth: true, set: func(in *Inputs, v []string, _ string) (err error) {
		*at(in), err = parseTruth(v[0])
		return err
	}}
}

func parseTruth(s string) (bool, error) {
	if s != "true" && s != "false" {
		return false, fmt.Errorf("true or false is expected, not %q", s)
	}
	return s == "true", nil
}

func fact(name, usage string) Field {
	return Field{Name: "host." + name, Flag: name, Usage: usage, set: func(in *Inputs, v []string, origin string) error {
		return in.Host.Set(name, v[0], origin)
	}}
}

// figure makes a field of the workload. The number of users decides the usual
// values of the others and comes first.
func figure(name, usage string) Field {
	return Field{Name: "workload." + name, Flag: name, Usage: usage, set: func(in *Inputs, v []string, origin string) error {
		before := in.Workload
		if before.Users == 0 && name != "users" {
			in.Workload = budget.ForHost(in.Host)
		}
		if err := in.Workload.Set(name, v[0]); err != nil {
			in.Workload = before
			return err
		}
		if name == "users" {
			if before.Users > 0 {
				in.Workload = before.WithUsers(in.Workload.Users)
			}
			in.Workload.Origin = origin
		}
		return nil
	}}
}

func count(name, flag, usage string, bits int, set func(*Inputs, uint64)) Field {
	return Field{Name: name, Flag: flag, Usage: usage, set: func(in *Inputs, v []string, _ string) error {
		n, err := strconv.ParseUint(v[0], 10, bits)
		if err != nil || n == 0 {
			return fmt.Errorf("a number from 1 is expected, not %q", v[0])
		}
		set(in, n)
		return nil
	}}
}

// Fields gives every input in the order in which they must be set.
func Fields() []Field {
	return slices.Concat(hostFields(), nameFields(), storeFields(), otherFields())
}

func hostFields() []Field {
	return []Field{
		fact("ram", "memory of the host or container as `SIZE`: 4GiB, 512M"),
		fact("cores", "`NUMBER` of processors"),
		fact("workers", "`NUMBER` of async workers (TOKIO_WORKER_THREADS); without it 4 for a store inside the server on one or two cores"),
		fact("nofile", "`NUMBER` of file descriptors the server has; without it the plan says what it needs"),
		fact("swap", "swap of the host as `SIZE`"),
		fact("disk", "free space where the data is as `SIZE`"),
		fact("memory-limit", "memory limit of the unit or container as `SIZE`"),
		fact("db-max-connections", "`NUMBER` of connections the database server allows"),
		fact("nodes", "`NUMBER` of nodes of the cluster"),
		figure("users", "`NUMBER` of users; without it guessed from the host"),
		figure("devices", "`NUMBER` of IMAP sessions of a connected user"),
		figure("messages", "`NUMBER` of messages in an average mailbox"),
		figure("largest-mailbox", "`NUMBER` of messages in the largest mailbox"),
		figure("mails-per-day", "`NUMBER` of messages a user sends and receives in a day"),
		figure("message-size", "average `SIZE` of a message"),
	}
}

func nameFields() []Field {
	version := Field{Name: "version", Flag: "target", Usage: "Stalwart `VERSION`: 0.15, 0.14 or 0.13", set: func(in *Inputs, v []string, _ string) (err error) {
		in.Version, err = schema.ParseVersion(v[0])
		return err
	}}
	return []Field{
		version,
		text("hostname", "hostname", "full `NAME` of the server, as mail.example.org", func(in *Inputs) *string { return &in.Hostname }),
		list("domains", "domain", "mail `DOMAIN`, may be repeated; the first one sends reports", func(in *Inputs) *[]string { return &in.Domains }),
		choice("paths.style", "paths", "`STYLE` of the paths", "paths", func(in *Inputs) *string { return &in.Paths.Style }),
		text("paths.data", "data-dir", "`DIRECTORY` of data and blobs", func(in *Inputs) *string { return &in.Paths.Data }),
		text("paths.etc", "etc-dir", "`DIRECTORY` that holds tls, for certificates", func(in *Inputs) *string { return &in.Paths.Etc }),
		text("paths.logs", "log-dir", "`DIRECTORY` of log files", func(in *Inputs) *string { return &in.Paths.Logs }),
	}
}

func storeFields() []Field {
	return []Field{
		choice("data.kind", "data", "data `STORE`", "data", func(in *Inputs) *string { return &in.Data.Kind }),
		text("data.host", "data-host", "`NAME` or address of the database server", func(in *Inputs) *string { return &in.Data.Host }),
		count("data.port", "data-port", "`PORT` of the database server", 16, func(in *Inputs, n uint64) { in.Data.Port = uint16(n) }),
		text("data.database", "data-database", "`NAME` of the database", func(in *Inputs) *string { return &in.Data.Database }),
		text("data.user", "data-user", "`USER` of the database", func(in *Inputs) *string { return &in.Data.User }),
		secret("data.password", "data-password", "its password as a `MACRO`", func(in *Inputs) *Secret { return &in.Data.Password }),
		truth("data.tls", "data-tls", "reach the database by TLS", func(in *Inputs) *bool { return &in.Data.TLS }),
		text("data.cluster-file", "data-cluster-file", "cluster `FILE` of FoundationDB", func(in *Inputs) *string { return &in.Data.Cluster }),
		count("data.pool", "data-pool", "`NUMBER` of connections to the database", 32, func(in *Inputs, n uint64) { in.Data.Pool = n }),
		choice("blob.kind", "blob", "`STORE` of the messages", "blob", func(in *Inputs) *string { return &in.Blob.Kind }),
		text("blob.path", "blob-path", "`DIRECTORY` of the messages", func(in *Inputs) *string { return &in.Blob.Path }),
		text("blob.bucket", "blob-bucket", "S3 `BUCKET`", func(in *Inputs) *string { return &in.Blob.Bucket }),
		text("blob.region", "blob-region", "S3 `REGION`", func(in *Inputs) *string { return &in.Blob.Region }),
		text("blob.endpoint", "blob-endpoint", "`URL` of an S3 server that is not Amazon's", func(in *Inputs) *string { return &in.Blob.Endpoint }),
		secret("blob.access-key", "blob-access-key", "S3 access key as a `MACRO`", func(in *Inputs) *Secret { return &in.Blob.AccessKey }),
		secret("blob.secret-key", "blob-secret-key", "S3 secret key as a `MACRO`", func(in *Inputs) *Secret { return &in.Blob.SecretKey }),
		choice("lookup.kind", "lookup", "`STORE` of short-lived values", "lookup", func(in *Inputs) *string { return &in.Lookup.Kind }),
		list("lookup.urls", "lookup-url", "`URL` of Redis, more than one for a Redis cluster", func(in *Inputs) *[]string { return &in.Lookup.URLs }),
		text("lookup.user", "lookup-user", "`USER` of a Redis cluster", func(in *Inputs) *string { return &in.Lookup.User }),
		secret("lookup.password", "lookup-password", "password of a Redis cluster as a `MACRO`", func(in *Inputs) *Secret { return &in.Lookup.Password }),
		choice("search.kind", "search", "`STORE` of the full-text index", "search", func(in *Inputs) *string { return &in.Search.Kind }),
		text("search.url", "search-url", "`URL` of the search server", func(in *Inputs) *string { return &in.Search.URL }),
		text("search.user", "search-user", "`USER` of Elasticsearch", func(in *Inputs) *string { return &in.Search.User }),
		secret("search.token", "search-token", "password of Elasticsearch or key of Meilisearch as a `MACRO`", func(in *Inputs) *Secret { return &in.Search.Token }),
	}
}

func otherFields() []Field {
	return []Field{
		choice("directory.kind", "directory", "`KIND` of the directory of accounts", "directory", func(in *Inputs) *string { return &in.Directory.Kind }),
		text("directory.url", "directory-url", "`URL` of the LDAP server", func(in *Inputs) *string { return &in.Directory.URL }),
		text("directory.base-dn", "directory-base-dn", "`DN` below which LDAP accounts are looked for", func(in *Inputs) *string { return &in.Directory.BaseDN }),
		text("directory.bind-dn", "directory-bind-dn", "`DN` that looks them up", func(in *Inputs) *string { return &in.Directory.BindDN }),
		secret("directory.password", "directory-password", "its password as a `MACRO`", func(in *Inputs) *Secret { return &in.Directory.Password }),
		text("directory.endpoint", "directory-endpoint", "user info `URL` of the OIDC provider", func(in *Inputs) *string { return &in.Directory.Endpoint }),
		choice("tls.mode", "tls", "`SOURCE` of certificates, proxy where a proxy ends TLS for HTTP", "tls", func(in *Inputs) *string { return &in.TLS.Mode }),
		choice("tls.challenge", "tls-challenge", "ACME `CHALLENGE`", "challenge", func(in *Inputs) *string { return &in.TLS.Challenge }),
		text("tls.contact", "tls-contact", "mail `ADDRESS` for the certificate authority", func(in *Inputs) *string { return &in.TLS.Contact }),
		list("tls.names", "tls-name", "further `NAME` of the certificate, may be repeated", func(in *Inputs) *[]string { return &in.TLS.Names }),
		text("tls.directory", "tls-directory", "`URL` of another certificate authority than Let's Encrypt", func(in *Inputs) *string { return &in.TLS.Directory }),
		choice("tls.provider", "tls-provider", "DNS `PROVIDER` for dns-01", "provider", func(in *Inputs) *string { return &in.TLS.Provider }),
		secret("tls.token", "tls-token", "its token as a `MACRO`", func(in *Inputs) *Secret { return &in.TLS.Token }),
		text("tls.certificate", "tls-certificate", "PEM `FILE`", func(in *Inputs) *string { return &in.TLS.Certificate }),
		text("tls.key", "tls-key", "PEM `FILE`", func(in *Inputs) *string { return &in.TLS.Key }),
		list("proxy.trusted", "trusted", "`NETWORK` whose connections begin with a PROXY protocol header, may be repeated", func(in *Inputs) *[]string { return &in.Proxy.Trusted }),
		truth("node.cluster", "cluster", "the server is a node of a cluster", func(in *Inputs) *bool { return &in.Node.Cluster }),
		{Name: "node.id", Flag: "node-id", Usage: "`NUMBER` of the node, or a macro", set: setNode},
		choice("log.kind", "log", "`PLACE` that the log goes to", "log", func(in *Inputs) *string { return &in.Log.Kind }),
		choice("log.level", "log-level", "`LEVEL` of the log", "log-level", func(in *Inputs) *string { return &in.Log.Level }),
		text("log.endpoint", "log-endpoint", "`URL` of the OpenTelemetry collector", func(in *Inputs) *string { return &in.Log.Endpoint }),
		text("admin.user", "admin-user", "`NAME` of the administrator", func(in *Inputs) *string { return &in.Admin.User }),
		secret("admin.secret", "admin-secret", "hash of the administrator's password as a `MACRO`", func(in *Inputs) *Secret { return &in.Admin.Secret }),
	}
}

func setNode(in *Inputs, v []string, _ string) error {
	in.Node.Cluster = true
	if n, err := strconv.ParseUint(v[0], 10, 32); err == nil && n > 0 {
		in.Node.ID, in.Node.IDMacro = n, ""
		return nil
	}
	if !envOnly(v[0]) {
		return errors.New("a number from 1 or %{env:NAME}% is expected")
	}
	in.Node.ID, in.Node.IDMacro = 0, Secret(v[0])
	return nil
}

// SetListener changes one listener: what is "on" (true, false), "port",
// "address" or "max-connections".
func SetListener(in *Inputs, id, what string, values []string) error {
	if findService(id) == nil {
		return fmt.Errorf("%q is no listener: use %s", id, schema.OrList(serviceIDs()))
	}
	i := slices.IndexFunc(in.Services, func(s Service) bool { return s.ID == id })
	if i < 0 {
		in.Services = append(in.Services[:len(in.Services):len(in.Services)], Service{ID: id})
		i = len(in.Services) - 1
	}
	s := &in.Services[i]
	if what != "address" && len(values) != 1 {
		return errors.New("one value is expected, not a list")
	}
	switch what {
	case "on":
		on, err := parseTruth(values[0])
		s.Off = !on
		return err
	case "address":
		s.Address = append([]string(nil), values...)
	case "port":
		n, err := strconv.ParseUint(values[0], 10, 16)
		if err != nil || n == 0 {
			return fmt.Errorf("a port is expected, not %q", values[0])
		}
		s.Port = uint16(n)
	case "max-connections":
		n, err := strconv.ParseUint(values[0], 10, 32)
		if err != nil || n == 0 {
			return fmt.Errorf("a number from 1 is expected, not %q", values[0])
		}
		s.Max = n
	default:
		return fmt.Errorf("%q is nothing a listener has: use on, port, address or max-connections", what)
	}
	return nil
}

// SetRole says which nodes do a task of a cluster.
func SetRole(in *Inputs, role string, nodes []string) error {
	if !slices.Contains(Words("role"), role) {
		return fmt.Errorf("%q is no task: use %s", role, schema.OrList(Words("role")))
	}
	roles := map[string][]uint64{}
	for k, v := range in.Node.Roles {
		roles[k] = v
	}
	for _, s := range nodes {
		n, err := strconv.ParseUint(s, 10, 32)
		if err != nil || n == 0 {
			return fmt.Errorf("the number of a node is expected, not %q", s)
		}
		roles[role] = append(roles[role], n)
	}
	in.Node.Roles = roles
	return nil
}
