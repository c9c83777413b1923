package generate

import (
	"slices"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/schema"
	"github.com/stalcfg/stalcfg/schema/history"
)

// versionCases are choices whose settings differ between releases.
func versionCases() map[string]func(*Inputs) {
	return map[string]func(*Inputs){
		"postgresql":    func(in *Inputs) { in.Data.Kind = PostgreSQL },
		"mysql":         func(in *Inputs) { in.Data.Kind = MySQL },
		"foundationdb":  func(in *Inputs) { in.Data.Kind = FoundationDB },
		"rocksdb":       func(in *Inputs) { in.Data.Kind = RocksDB },
		"sqlite":        func(in *Inputs) { in.Data.Kind = SQLite },
		"s3":            func(in *Inputs) { in.Blob.Kind, in.Blob.Bucket = S3, "mail" },
		"filesystem":    func(in *Inputs) { in.Blob.Kind = Filesystem },
		"redis":         func(in *Inputs) { in.Lookup.Kind = Redis },
		"elasticsearch": func(in *Inputs) { in.Search.Kind, in.Search.User = Elasticsearch, "mail" },
		"meilisearch":   func(in *Inputs) { in.Search.Kind = Meilisearch },
		"ldap": func(in *Inputs) {
			in.Directory = Directory{Kind: LDAP, URL: "ldap://10.0.0.1", BaseDN: "dc=example", BindDN: "cn=x"}
		},
		"sql":  func(in *Inputs) { in.Data.Kind, in.Directory.Kind = PostgreSQL, SQL },
		"oidc": func(in *Inputs) { in.Directory = Directory{Kind: OIDC, Endpoint: "https://login.example.org"} },
		"dns": func(in *Inputs) {
			in.TLS.Challenge, in.TLS.Provider = "dns-01", "cloudflare"
		},
		"http":  func(in *Inputs) { in.TLS.Challenge = "http-01" },
		"files": func(in *Inputs) { in.TLS.Mode = "files" },
		"proxy": func(in *Inputs) { in.TLS.Mode, in.Proxy.Trusted = "proxy", []string{"10.0.0.1"} },
		"otel":  func(in *Inputs) { in.Log.Kind = "otel" },
		"file":  func(in *Inputs) { in.Log.Kind = "file" },
		"cluster": func(in *Inputs) {
			in.Node, in.Blob.Bucket = Node{Cluster: true, ID: 3, Roles: map[string][]uint64{}}, "mail"
			for _, r := range Words("role") {
				if r != "acme.renew" && history.ReadBy("cluster.roles."+r, historyVersion(in.Version)) {
					in.Node.Roles[r] = []uint64{1, 3}
				}
			}
		},
	}
}

// TestVersions demands that every setting of a plan is one its release reads,
// and every kind of object one it knows; or that the choice is refused.
func TestVersions(t *testing.T) {
	for _, line := range Words("version") {
		v, err := schema.ParseVersion(line)
		if err != nil {
			t.Fatal(err)
		}
		for name, change := range versionCases() {
			in := inputs(4*gib, 2, 40)
			in.Version, in.Domains = v, []string{"example.org"}
			change(&in)
			p, err := New(in)
			if err != nil {
				if name != "meilisearch" || line == "0.15" {
					t.Errorf("%s, %s: %v", line, name, err)
				}
				continue
			}
			for _, x := range p.Settings {
				if !x.Default && !history.ReadBy(x.Key, historyVersion(v)) {
					t.Errorf("%s, %s: %s is not read", line, name, x.Key)
				}
				if group, rest, ok := strings.Cut(x.Key, "."); ok && strings.HasSuffix(rest, ".type") {
					if kinds := history.Types(historyVersion(v), group); !slices.Contains(kinds, x.Value.Text) {
						t.Errorf("%s, %s: %s = %q is none of %v", line, name, x.Key, x.Value.Text, kinds)
					}
				}
			}
			text := render0(t, p)
			proved(t, line+" "+name, p, text)
			for _, f := range findings(strictest(p), text) {
				t.Errorf("%s, %s: %s", line, name, f)
			}
		}
	}
}
