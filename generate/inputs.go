package generate

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/schema"
)

// Inputs are all that a plan is made from. The zero value of a choice means the
// usual one for the host, which New fills in: Plan.Inputs is complete.
type Inputs struct {
	Profile  string // name of the profile the inputs started from, or ""
	Host     host.Facts
	Workload budget.Workload
	Version  schema.Version // zero means schema.Latest

	Hostname string   // of the server, fully qualified
	Domains  []string // mail domains, the first one is the one reports are sent from

	Paths     Paths
	Data      Store // where accounts, settings and indexes are
	Blob      Blob
	Lookup    Lookup
	Search    Search
	Directory Directory
	Services  []Service
	TLS       TLS
	Proxy     Proxy
	Node      Node
	Log       Log
	Admin     Admin

	cut int // how many steps the largest message and upload were lowered to fit
}

// Paths is where the server keeps its files.
type Paths struct {
	Style string // "system" (/var/lib/stalwart, /etc/stalwart, /var/log/stalwart) or "docker" (/opt/stalwart)
	Data  string // the directory that holds data and blobs
	Etc   string // the directory that holds tls, for certificates
	Logs  string
}

// Secret is a macro that names where a secret is: %{env:NAME}% or
// %{file:PATH}%. Plain text is refused.
type Secret string

// Store is the data store.
type Store struct {
	Kind     string // rocksdb, sqlite, postgresql, mysql or foundationdb
	Host     string // of SQL servers
	Port     uint16 // 0 means the usual one
	Database string
	User     string
	Password Secret
	TLS      bool
	Cluster  string // cluster file of FoundationDB, "" means the library's default
	Pool     uint64 // connections, 0 means calculated
}

// Blob is the store of messages.
type Blob struct {
	Kind      string // data, filesystem or s3
	Path      string // of a filesystem store
	Bucket    string
	Region    string
	Endpoint  string // of S3 servers that are not Amazon's
	AccessKey Secret
	SecretKey Secret
}

// Lookup is the store of short-lived values: rate limits, locks, tokens.
type Lookup struct {
	Kind     string   // data or redis
	URLs     []string // of Redis, more than one for a cluster
	User     string
	Password Secret
}

// Search is the store of the full-text index.
type Search struct {
	Kind  string // data, elasticsearch or meilisearch
	URL   string
	User  string // Elasticsearch
	Token Secret // password of Elasticsearch, key of Meilisearch
}

// Directory is where accounts are looked up.
type Directory struct {
	Kind     string // internal, ldap, sql or oidc
	URL      string // of LDAP servers
	BaseDN   string
	BindDN   string
	Password Secret // of BindDN
	Endpoint string // of OIDC: the user info endpoint
}

// Service is one listener.
type Service struct {
	ID       string // also its name in the file: smtp, submission, submissions, imap, imaps, pop3, pop3s, sieve, http, https
	Off      bool
	Address  []string // IP addresses to listen on, ["[::]"] if empty
	Port     uint16   // 0 means the usual one
	Max      uint64   // connections, 0 means calculated
	Protocol string   // filled in by New: smtp, lmtp, imap, pop3, managesieve or http
	Implicit bool     // filled in by New: TLS from the first byte
}

// TLS is where certificates come from.
type TLS struct {
	Mode        string   // acme, files or proxy (something in front ends TLS for HTTP)
	Challenge   string   // of ACME: tls-alpn-01, http-01 or dns-01
	Contact     string   // address for the certificate authority
	Names       []string // of the certificate, beside Inputs.Hostname
	Directory   string   // of the certificate authority, "" means Let's Encrypt
	Provider    string   // of the DNS, for dns-01
	Token       Secret   // of the DNS provider
	Certificate string   // path of a PEM file
	Key         string   // path of a PEM file
}

// Proxy is what stands in front of the server.
type Proxy struct {
	Trusted []string // networks whose PROXY protocol header or X-Forwarded-For is believed
}

// Node is the place of this server in a cluster.
type Node struct {
	Cluster     bool
	ID          uint64              // from 1; with Cluster 0 means the macro IDMacro
	IDMacro     Secret              // %{env:NAME}%, so that one file serves all nodes
	Coordinator string              // redis
	Roles       map[string][]uint64 // task → nodes that do it, as in cluster.roles
}

// Log is where the server's log goes.
type Log struct {
	Kind     string // file, stdout, journal or otel
	Level    string // error, warn, info, debug or trace
	Endpoint string // of OpenTelemetry
}

// Admin is the account that works without a directory.
type Admin struct {
	User   string
	Secret Secret
}
