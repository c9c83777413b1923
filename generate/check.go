package generate

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
	"github.com/stalcfg/stalcfg/schema/history"
)

// Problems are inputs that are wrong or do not fit together, all at once.
type Problems []Problem

// Problem is one of them.
type Problem struct {
	Input string // its name in files: "tls.mode"
	Text  string // what is wrong, and what would be right
}

// Error lists the problems, one a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, x := range p {
		lines[i] = x.Input + ": " + x.Text
	}
	return strings.Join(lines, "\n")
}

type checker struct {
	in  *Inputs
	out Problems
}

// report notes a problem. An address in the wrong place is quoted without its
// password.
func (c *checker) report(input, format string, args ...any) {
	c.out = append(c.out, Problem{input, redact.URL(fmt.Sprintf(format, args...))})
}

// check finds what is wrong with completed inputs.
func check(in *Inputs) error {
	c := &checker{in: in}
	c.names()
	c.words()
	c.version()
	c.secrets()
	c.stores()
	c.directory()
	c.tls()
	c.services()
	c.proxy()
	c.node()
	if len(c.out) > 0 {
		return c.out
	}
	return nil
}

// word demands one of the words of a choice.
func (c *checker) word(input, choice, text string) bool {
	if words := Words(choice); !slices.Contains(words, text) {
		c.report(input, "%q is none of %s", text, strings.Join(words, ", "))
		return false
	}
	return true
}

func (c *checker) words() {
	in := c.in
	c.word("data.kind", "data", in.Data.Kind)
	c.word("blob.kind", "blob", in.Blob.Kind)
	c.word("lookup.kind", "lookup", in.Lookup.Kind)
	c.word("search.kind", "search", in.Search.Kind)
	c.word("directory.kind", "directory", in.Directory.Kind)
	c.word("paths.style", "paths", in.Paths.Style)
	c.word("log.kind", "log", in.Log.Kind)
	c.word("log.level", "log-level", in.Log.Level)
	if in.Log.Kind == "otel" {
		c.url("log.endpoint", in.Log.Endpoint, "the collector", "http", "https")
	}
}

func (c *checker) names() {
	in := c.in
	switch h := in.Hostname; {
	case h == "":
		c.report("hostname", "is missing: the full name of the server, as mail.example.org")
	case hasMacro(h):
		if !envOnly(h) {
			c.report("hostname", "only a macro of the environment is known in time: %%{env:NAME}%%")
		}
	case !validName(h) || !strings.Contains(h, "."):
		c.report("hostname", "%q is not a full name, as mail.example.org", h)
	}
	c.text("admin.user", in.Admin.User)
	c.text("lookup.user", in.Lookup.User)
	c.text("search.user", in.Search.User)
	c.text("data.cluster-file", in.Data.Cluster)
	for _, d := range in.Domains {
		if !validName(d) || !strings.Contains(d, ".") {
			c.report("domains", "%q is not a domain, as example.org", d)
		}
	}
	for _, p := range []struct{ input, text string }{{"paths.data", in.Paths.Data}, {"paths.etc", in.Paths.Etc}, {"paths.logs", in.Paths.Logs}, {"blob.path", in.Blob.Path}, {"tls.certificate", in.TLS.Certificate}, {"tls.key", in.TLS.Key}} {
		if p.text != "" && (!strings.HasPrefix(p.text, "/") || strings.ContainsAny(p.text, "\"'\\\x00\n\r\t%")) {
			c.report(p.input, "%q is not an absolute path without quotes, backslashes and percent signs", p.text)
		}
	}
}

// validName reports a name of a host in the characters of DNS.
func validName(s string) bool {
	if len(s) == 0 || len(s) > 253 {
		return false
	}
	for _, label := range strings.Split(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, r := range label {
			if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-') {
				return false
			}
		}
	}
	return true
}

func (c *checker) version() {
	v := c.in.Version
	if v.Before(schema.Version{Minor: 13}) || v.AtLeast(16) {
		c.report("version", "%s has other settings: 0.13, 0.14 and 0.15 are known; from 0.16 on the server has no config.toml", v)
	}
}

// secrets refuses plain text. It never repeats the value.
func (c *checker) secrets() {
	in := c.in
	for _, s := range []struct {
		input string
		s     Secret
	}{
		{"admin.secret", in.Admin.Secret}, {"data.password", in.Data.Password}, {"blob.access-key", in.Blob.AccessKey}, {"blob.secret-key", in.Blob.SecretKey},
		{"lookup.password", in.Lookup.Password}, {"search.token", in.Search.Token}, {"directory.password", in.Directory.Password}, {"tls.token", in.TLS.Token},
	} {
		if s.s != "" && !wholeMacro(string(s.s)) {
			c.report(s.input, "is no macro: write %%{env:NAME}%% or %%{file:/path}%%, so that the secret stays out of the file")
		}
	}
	for _, u := range append([]string{in.Search.URL, in.Directory.URL, in.Directory.Endpoint, in.Blob.Endpoint, in.Log.Endpoint, in.TLS.Directory}, in.Lookup.URLs...) {
		if p, err := url.Parse(u); err == nil && p.User != nil && !hasMacro(u) {
			c.report("url", "holds a user name or password: write the whole URL as %%{env:NAME}%%")
		}
	}
	if !in.Node.Cluster || in.Node.ID > 0 {
		return
	}
	if !envOnly(string(in.Node.IDMacro)) {
		c.report("node.id", "is neither a number from 1 nor %%{env:NAME}%%")
	}
}

func hasMacro(s string) bool { return settings.HasMacro(s) }

// wholeMacro reports a text that is one macro of the environment or a file and
// nothing else.
func wholeMacro(s string) bool {
	m := settings.Macros(s)
	return len(m) == 1 && m[0].Closed && m[0].Start == 0 && m[0].End == len(s) && m[0].Kind != settings.MacroCfg && m[0].Name != "" && !strings.ContainsAny(s, "\"'\\\n\r\t")
}

func envOnly(s string) bool {
	return wholeMacro(s) && settings.Macros(s)[0].Kind == settings.MacroEnv
}

// text refuses what cannot be written in quotes as it is.
func (c *checker) text(input, s string) {
	if strings.ContainsAny(s, "\"\\") || strings.ContainsFunc(s, unicode.IsControl) {
		c.report(input, "holds a quote, a backslash or a control character")
	}
}

// need reports a choice that another one cannot do without.
func (c *checker) need(input, value, why string) {
	if value == "" {
		c.report(input, "is missing: %s", why)
		return
	}
	c.text(input, value)
}

func (c *checker) url(input, value, why string, schemes ...string) {
	if value == "" || hasMacro(value) {
		c.need(input, value, why)
		return
	}
	u, err := url.Parse(value)
	if err != nil || !slices.Contains(schemes, u.Scheme) || u.Host == "" || strings.ContainsAny(value, "\"'\\ \n\r\t") {
		c.report(input, "is no URL of the form %s://host:port", strings.Join(schemes, " or "))
	}
}

func (c *checker) stores() {
	in := c.in
	if sqlServer(in.Data.Kind) {
		c.need("data.host", in.Data.Host, "the database server")
		if !hasMacro(in.Data.Host) && strings.ContainsAny(in.Data.Host, "/@?# ") {
			c.report("data.host", "is no name or address of a server, as db.example.org")
		}
		c.need("data.database", in.Data.Database, "the name of the database")
		c.text("data.user", in.Data.User)
		if least := max(10, 2*in.Host.Cores.Value); in.Host.DBConnections.Known() && poolShare(in) < least {
			c.report("host.db-max-connections", "%d are too few: each node needs %d, and the database twice that for all of them", in.Host.DBConnections.Value, least)
		}
	}
	if in.Blob.Kind == S3 {
		c.need("blob.bucket", in.Blob.Bucket, "the bucket that holds the messages")
		c.text("blob.region", in.Blob.Region)
		if in.Blob.Endpoint != "" {
			c.url("blob.endpoint", in.Blob.Endpoint, "", "https", "http")
		}
	}
	if in.Lookup.Kind == Redis {
		for _, u := range in.Lookup.URLs {
			c.url("lookup.urls", u, "the Redis server", "redis", "rediss", "unix")
		}
		if len(in.Lookup.URLs) == 1 && (in.Lookup.User != "" || in.Lookup.Password != "") {
			c.report("lookup.password", "a single Redis server takes user and password only in its URL: write the URL as %%{env:NAME}%%")
		}
	}
	if in.Search.Kind == Meilisearch && in.Version.Before(schema.Version{Minor: 15}) {
		c.report("search.kind", "Stalwart %s does not know meilisearch, which came with 0.15: use elasticsearch or data", in.Version.Line())
	}
	if in.Search.Kind != DataStore {
		c.url("search.url", in.Search.URL, "the search server", "http", "https")
	}
}

func (c *checker) directory() {
	d := &c.in.Directory
	switch d.Kind {
	case LDAP:
		c.url("directory.url", d.URL, "the LDAP server, as ldap://localhost:389", "ldap", "ldaps")
		c.need("directory.base-dn", d.BaseDN, "where accounts are looked for, as dc=example,dc=org")
		c.text("directory.bind-dn", d.BindDN)
	case SQL:
		if k := c.in.Data.Kind; k != SQLite && !sqlServer(k) {
			c.report("directory.kind", "sql looks accounts up in the data store, which is %s: choose data.kind postgresql, mysql or sqlite", k)
		}
	case OIDC:
		c.url("directory.endpoint", d.Endpoint, "the user info endpoint of the provider", "https", "http")
	}
}

func (c *checker) tls() {
	t := &c.in.TLS
	if !c.word("tls.mode", "tls", t.Mode) || t.Mode != "acme" {
		return
	}
	c.word("tls.challenge", "challenge", t.Challenge)
	if !strings.Contains(t.Contact, "@") || strings.ContainsAny(t.Contact, "\"'\\ \n\r\t%") {
		c.report("tls.contact", "%q is no mail address", t.Contact)
	}
	c.url("tls.directory", t.Directory, "", "https", "http")
	if t.Challenge == "dns-01" {
		if t.Provider == "" {
			c.report("tls.provider", "dns-01 needs the provider of the DNS: %s", schema.OrList(Words("provider")))
		} else {
			c.word("tls.provider", "provider", t.Provider)
		}
	}
	for _, n := range append([]string{c.in.Hostname}, t.Names...) {
		wild := strings.HasPrefix(n, "*.")
		switch {
		case hasMacro(n):
		case !validName(strings.TrimPrefix(n, "*.")) || !strings.Contains(n, "."):
			if n != c.in.Hostname {
				c.report("tls.names", "%q is not a name for a certificate", n)
			}
		case wild && t.Challenge != "dns-01":
			c.report("tls.names", "%s needs challenge dns-01", n)
		}
	}
}

func (c *checker) services() {
	on := map[string]bool{}
	used := map[string]string{}
	for i := range c.in.Services {
		s := &c.in.Services[i]
		if s.Protocol == "" {
			c.report("listeners."+s.ID, "is none of %s", strings.Join(Words("service"), ", "))
			continue
		}
		on[s.Protocol] = true
		for _, a := range s.Address {
			ip, err := netip.ParseAddr(a)
			if err != nil || ip.Zone() != "" {
				c.report("listeners."+s.ID+".address", "%q is not an IP address", a)
				continue
			}
			bind := netip.AddrPortFrom(ip, s.Port).String()
			if other, ok := used[bind]; ok {
				c.report("listeners."+s.ID+".port", "%s is taken by %s", bind, other)
			}
			used[bind] = s.ID
		}
		c.starts(s)
	}
	if len(c.in.Services) == 0 {
		c.report("listeners", "all are off: the server would do nothing")
	}
	c.challengePort()
}

// starts refuses ports on which clients begin the other way.
func (c *checker) starts(s *Service) {
	implicit := s.Port == 465 || s.Port == 993 || s.Port == 995
	starts := s.Port == 25 || s.Port == 587 || s.Port == 143 || s.Port == 110
	if s.Implicit && starts || !s.Implicit && implicit {
		c.report("listeners."+s.ID+".port", "on port %d clients expect TLS to begin the other way", s.Port)
	}
}

// challengePort demands the listener that answers the certificate authority.
func (c *checker) challengePort() {
	t := &c.in.TLS
	want := map[string]string{"tls-alpn-01": "https", "http-01": "http"}[t.Challenge]
	if t.Mode != "acme" || want == "" {
		return
	}
	for i := range c.in.Services {
		if c.in.Services[i].ID == want {
			return
		}
	}
	c.report("tls.challenge", "%s is answered by the listener %s, which is off: switch it on, or use dns-01 or files", t.Challenge, want)
}

func (c *checker) proxy() {
	for _, n := range c.in.Proxy.Trusted {
		p, err := schema.ParseIPOrMask(n)
		if err != nil {
			c.report("proxy.trusted", "%q is not an address or a network of 8 bits or more", n)
			continue
		}
		if !p.Addr().IsPrivate() && !p.Addr().IsLoopback() && p.Bits() < p.Addr().BitLen()-8 {
			c.report("proxy.trusted", "%s is a wide public network: name the addresses of the proxy", n)
		}
	}
}

func (c *checker) node() {
	in := c.in
	if !in.Node.Cluster {
		return
	}
	if embedded(in.Data.Kind) {
		c.report("data.kind", "%s is a file of one node: nodes of a cluster share postgresql, mysql or foundationdb", in.Data.Kind)
	}
	if in.Blob.Kind == Filesystem {
		c.report("blob.kind", "filesystem is a directory of one node: nodes of a cluster share s3 or the data store")
	}
	if in.Lookup.Kind != Redis {
		c.report("lookup.kind", "nodes of a cluster share redis, which also carries the messages between them")
	}
	c.word("node.coordinator", "coordinator", in.Node.Coordinator)
	c.nodeACME()
	for _, role := range sortedRoles(in) {
		if c.word("node.roles", "role", role) && len(in.Node.Roles[role]) == 0 {
			c.report("node.roles."+role, "names no node")
		}
		if !history.ReadBy("cluster.roles."+role, historyVersion(in.Version)) {
			c.report("node.roles."+role, "Stalwart %s does not share out this task", in.Version.Line())
		}
	}
}

func sortedRoles(in *Inputs) []string {
	var out []string
	for role := range in.Node.Roles {
		out = append(out, role)
	}
	slices.Sort(out)
	return out
}
