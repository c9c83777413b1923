package budget_test

import (
	"fmt"
	"math"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/budget"
)

// raised are the settings that a row follows, with rising values.
var raised = map[string][]uint64{
	"server.max-connections":                            {1, 100, 8192, 1 << 20, math.MaxInt64},
	"server.listener.imaps.max-connections":             {1, 50, 9000, 1 << 40},
	"server.listener.https.max-connections":             {1, 50, 9000, 1 << 40},
	"server.listener.smtp.socket.recv-buffer-size":      {1, 4096, 1 << 30},
	"session.data.limits.size":                          {1, 1 << 20, 1 << 30, math.MaxInt64},
	"imap.request.max-size":                             {1, 1 << 20, 1 << 30, math.MaxInt64},
	"jmap.protocol.upload.max-size":                     {1, 1 << 20, 1 << 30, math.MaxInt64},
	"dav.request.max-size":                              {1, 1 << 20, 1 << 30},
	"queue.virtual.local.threads-per-node":              {1, 25, 10_000},
	"queue.virtual.bulk.threads-per-node":               {1, 25, 10_000},
	"cache.message.size":                                {1, 1 << 20, 1 << 34, math.MaxInt64},
	"cache.access-token.size":                           {1, 1 << 20, 1 << 34},
	"cache.events.size":                                 {1, 1 << 20, 1 << 34},
	"cache.dns.txt.size":                                {1, 1 << 20, 1 << 34},
	"directory.ad.cache.size":                           {1, 1 << 20, 1 << 34},
	"directory.ad.pool.max-connections":                 {1, 10, 1 << 20},
	"store.pg.pool.max-connections":                     {1, 10, 1 << 20},
	"store.lite.pool.max-connections":                   {1, 10, 1 << 20},
	"store.redis.pool.max-connections":                  {1, 10, 1 << 20},
	"store.db.pool.workers":                             {1, 8, 1 << 10},
	"http-lookup.list.limits.entries":                   {1, 1000, 1 << 30},
	"http-lookup.list.limits.entry-size":                {1, 1000, 1 << 20},
	"http-lookup.list.limits.size":                      {1, 1000, 1 << 30},
	"asn.max-size":                                      {1, 1000, 1 << 30},
	"spam-filter.classifier.parameters.features":        {16, 20, 28},
	"spam-filter.classifier.parameters.ccfh.features":   {16, 20, 28},
	"spam-filter.classifier.samples.reservoir-capacity": {1, 1024, 1 << 30},
	"session.milter.x.options.max-response-size":        {1, 1 << 20, 1 << 34},
	"sieve.trusted.limits.variable-size":                {1, 1 << 20, 1 << 34},
}

const everything = `server.listener.imaps.protocol = "imap"
server.listener.imap.protocol = "imap"
server.listener.https.protocol = "http"
server.listener.smtp.protocol = "smtp"
server.listener.smtp.bind = "[::]:25"
store.db.type = "rocksdb"
store.pg.type = "postgresql"
store.my.type = "mysql"
store.lite.type = "sqlite"
store.redis.type = "redis"
storage.data = "db"
storage.blob = "db"
directory.ad.type = "ldap"
http-lookup.list.url = "https://example.org"
asn.type = "resource"
spam-filter.classifier.model = "ftrl-ccfh"
session.milter.x.hostname = "m"
`

// random is a configuration with some of the settings, macros among them.
func random(r *rand.Rand, without string) string {
	text := everything
	for _, key := range sortedKeys(raised) {
		values := raised[key]
		v := fmt.Sprint(values[r.Intn(len(values))])
		if r.Intn(10) == 0 {
			v = "%{env:X}%"
		}
		if key != without && r.Intn(3) == 0 {
			text += fmt.Sprintf("%s = %q\n", key, v)
		}
	}
	return text
}

// TestRaisingNeverLowers raises every setting on random configurations and
// workloads: no figure of the budget may fall.
func TestRaisingNeverLowers(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for _, key := range sortedKeys(raised) {
		followed := false
		for n := 0; n < 6; n++ {
			text, w := random(r, key), budget.ForUsers(uint64(1)<<r.Intn(18))
			var before budget.Row
			for i, v := range raised[key] {
				now := budget.New(set(t, text+fmt.Sprintf("%s = %d\n", key, v)), facts(t, "ram=1GiB cores=2 nofile=65536"), w).Total()
				if i > 0 && (fell(now.Rest, before.Rest) || fell(now.Worst, before.Worst) || fell(now.Low, before.Low) || fell(now.High, before.High) ||
					now.Descriptors < before.Descriptors || now.Connections < before.Connections || now.Threads < before.Threads) {
					t.Errorf("%s = %d lowers the budget:\n%+v\n%+v", key, v, before, now)
				}
				followed = followed || i > 0 && (now.Worst != before.Worst || now.Threads != before.Threads)
				before = now
			}
		}
		if !followed {
			t.Errorf("%s: nothing follows it", key)
		}
	}
}

// fell leaves a few bytes for the rounding of shares among listeners.
func fell(now, before uint64) bool { return now < before && before-now > 64 }

// TestSums demands that rows add up to groups and groups to the total, that
// ranges hold the figures, and that memory of the host changes no row.
func TestSums(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for n := 0; n < 60; n++ {
		text, w := random(r, ""), budget.ForUsers(uint64(1)<<r.Intn(18))
		l := budget.New(set(t, text), facts(t, "ram=1GiB cores=2"), w)
		big := budget.New(set(t, text), facts(t, "ram=64GiB cores=2"), w)
		if a, b := l.Total(), big.Total(); a.Worst != b.Worst || a.Rest != b.Rest || a.Descriptors != b.Descriptors {
			t.Errorf("more memory changes the budget of\n%s", text)
		}
		var sum [7]uint64
		for _, g := range budget.Groups() {
			addUp(&sum, l.Sum(g))
		}
		var rows [7]uint64
		for _, x := range l.Rows {
			addUp(&rows, x)
			if x.Low > x.Worst || x.High < x.Worst || x.Source == budget.InFile && (x.Low != x.Worst || x.High != x.Worst) {
				t.Errorf("%s: %d is not within %d to %d", x.Name, x.Worst, x.Low, x.High)
			}
			if x.Rest > x.Worst {
				t.Errorf("%s is larger at rest (%d) than at worst (%d)", x.Name, x.Rest, x.Worst)
			}
			if x.Formula.String() == "" || strings.ContainsAny(x.Formula.String(), "{}") {
				t.Errorf("%s: formula %q", x.Name, x.Formula)
			}
		}
		var total [7]uint64
		addUp(&total, l.Total())
		if sum != total || rows != total {
			t.Errorf("groups add up to %v, rows to %v, the total is %v", sum, rows, total)
		}
	}
}

func addUp(sum *[7]uint64, r budget.Row) {
	for i, n := range [7]uint64{r.Rest, r.Worst, r.Low, r.High, r.Descriptors, r.Threads, r.Connections} {
		if sum[i]+n < n { // the ledger stops at the largest number
			sum[i] = math.MaxUint64
		} else {
			sum[i] += n
		}
	}
}

func sortedKeys(m map[string][]uint64) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// TestUnknown gives a range where a macro or the database hides a value, and a
// single figure where the file says it.
func TestUnknown(t *testing.T) {
	for _, c := range []struct {
		text, row string
		source    budget.Knowledge
		low, high uint64
	}{
		{"cache.message.size = \"%{env:SIZE}%\"\n", "cache message", budget.Macro, 0, budget.Unbounded},
		{"", "cache message", budget.Database, 0, budget.Unbounded},
		{"config.local-keys = [\"cache.*\"]\n", "cache message", budget.InFile, 50 * budget.MiB * 5 / 4, 50 * budget.MiB * 5 / 4},
		{"cache.message.size = 1048576\n", "cache message", budget.InFile, budget.MiB * 5 / 4, budget.MiB * 5 / 4},
		{"", "spam model", budget.Database, 4 << 16, 4 << 28},
		{"server.listener.a.protocol = \"imap\"\nserver.max-connections = \"%{env:N}%\"\n", "listener a", budget.Macro, 0, 1000 * 38 * budget.KiB},
		{"server.listener.a.protocol = \"imap\"\n", "listener a", budget.InFile, 8192 * 38 * budget.KiB, 8192 * 38 * budget.KiB},
		{"store.x.type = \"sqlite\"\nstore.x.pool.max-connections = \"%{env:N}%\"\n", "store x", budget.Macro, 10 * budget.MiB, budget.Unbounded},
	} {
		l := budget.New(set(t, c.text), facts(t, "cores=1 nofile=1000"), budget.ForUsers(10))
		r, ok := l.Find(c.row)
		if !ok || r.Source != c.source || r.Low != c.low || r.High != max(c.high, r.Worst) || r.Unknown != (c.source == budget.Macro) {
			t.Errorf("%q: %+v", c.text, r)
		}
	}
}
