package lint_test

import (
	"fmt"
	"math/rand"
	"strings"
)

// limits are settings that cost memory or descriptors, with values from far too
// small to far too large.
var limits = []struct {
	key    string
	values []string
}{
	{"server.max-connections", []string{"0", "50", "1000", "100000"}},
	{"server.listener.imaptls.max-connections", []string{"16", "4096", "60000"}},
	{"server.listener.https.max-connections", []string{"8", "100000"}},
	{"server.listener.smtp.socket.recv-buffer-size", []string{"65536", "4194304"}},
	{"session.data.limits.size", []string{"0", "1048576", "26214400", "1073741824"}},
	{"session.transfer-limit", []string{"1000000", "2000000000"}},
	{"session.timeout", []string{`"1m"`, `"1d"`}},
	{"session.duration", []string{`"10m"`, `"5h"`}},
	{"imap.request.max-size", []string{"1048576", "52428800", "2147483648"}},
	{"imap.rate-limit.concurrent", []string{"0", "2", "16", "5000"}},
	{"imap.rate-limit.requests", []string{`"100/1m"`}},
	{"imap.timeout.authenticated", []string{`"5m"`, `"1d"`}},
	{"imap.timeout.anonymous", []string{`"1h"`}},
	{"jmap.protocol.upload.max-size", []string{"0", "1000000", "50000000", "4000000000"}},
	{"jmap.protocol.upload.quota.size", []string{"1000", "100000000"}},
	{"jmap.protocol.request.max-size", []string{"1000000", "100000000"}},
	{"jmap.protocol.request.max-concurrent", []string{"0", "1", "4", "64"}},
	{"dav.request.max-size", []string{"0", "1000000", "1000000000"}},
	{"file-storage.max-size", []string{"1000", "1000000000"}},
	{"queue.virtual.remote.threads-per-node", []string{"1", "50", "5000"}},
	{"queue.virtual.bulk.threads-per-node", []string{"20", "900"}},
	{"cache.message.size", []string{"1000000", "52428800", "1073741824", "68719476736"}},
	{"cache.message.capacity", []string{"32", "100", "1000000"}},
	{"cache.access-token.size", []string{"1000", "10485760", "1000000000"}},
	{"cache.http-auth.size", []string{"1048576", "100000000"}},
	{"cache.events.size", []string{"10485760", "4000000000"}},
	{"cache.dns.txt.size", []string{"1048576", "1000000000"}},
	{"store.rocksdb.pool.workers", []string{"2", "8", "256"}},
	{"store.rocksdb.write-buffer-size", []string{"134217728"}},
	{"store.pg.pool.max-connections", []string{"2", "10", "300"}},
	{"store.my.pool.max-connections", []string{"5", "200"}},
	{"store.lite.pool.max-connections", []string{"1", "8", "500"}},
	{"spam-filter.classifier.parameters.features", []string{"16", "20", "28"}},
	{"directory.ad.pool.max-connections", []string{"1", "500"}},
	{"directory.ad.cache.size", []string{"1048576", "1000000000"}},
	{"http-lookup.list.limits.entries", []string{"100", "100000000"}},
	{"asn.max-size", []string{"1000000", "1000000000"}},
	{"global.thread-pool", []string{"8"}},
}

// others make the limits above count.
const others = `
[store.pg]
type = "postgresql"
host = "db"
[store.my]
type = "mysql"
host = "db"
[store.lite]
type = "sqlite"
path = "/opt/stalwart/x.sqlite"
[directory.ad]
type = "ldap"
url = "ldap://ad.example.org"
[http-lookup.list]
url = "https://example.org/list.txt"
format = "list"
[asn]
type = "resource"
`

// setting writes one more setting at the top of a file, where no table is open.
func setting(text, key, value string) string { return key + " = " + value + "\n" + text }

// variants are files that differ from one in some settings, the same ones at
// every run.
func variants(text string, n int) []string {
	r := rand.New(rand.NewSource(1))
	out := []string{text, text + others}
	for len(out) < n {
		v := text
		if r.Intn(2) == 0 {
			v += others
		}
		for _, i := range r.Perm(len(limits))[:1+r.Intn(6)] {
			l := limits[i]
			if strings.HasPrefix(l.key, "store.") || strings.HasPrefix(l.key, "directory.") || strings.HasPrefix(l.key, "http-lookup.") || l.key == "asn.max-size" {
				if !strings.Contains(l.key, "rocksdb") && !strings.Contains(v, "[store.pg]") {
					continue
				}
			}
			value := l.values[r.Intn(len(l.values))]
			if r.Intn(8) == 0 {
				value = fmt.Sprintf("%q", "%{env:VALUE}%")
			}
			v = setting(v, l.key, value)
		}
		out = append(out, v)
	}
	return out
}
