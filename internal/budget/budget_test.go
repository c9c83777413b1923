package budget_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/dialect"
	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
)

func set(t testing.TB, text string) *settings.Set {
	t.Helper()
	doc := dialect.Parse(source.New("test.toml", []byte(text)), dialect.Gen015)
	if !doc.Accepted() {
		t.Fatalf("%+v\n%s", doc.Errors, text)
	}
	return settings.FromDocument(doc)
}

func facts(t testing.TB, words string) host.Facts {
	t.Helper()
	f, err := host.ParseDirective(words, "test")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestLargestMailbox reproduces the published figures for the default cache.
func TestLargestMailbox(t *testing.T) {
	for cores, want := range map[int]uint64{1: 132437, 2: 66218, 4: 33109, 8: 16554, 16: 8277, 32: 4138, 64: 4138} {
		if got := budget.LargestMailbox(50*budget.MiB, 0, cores); got != want {
			t.Errorf("%d cores: %d messages, want %d", cores, got, want)
		}
	}
	for _, c := range []struct {
		size, capacity uint64
		cores          int
		want           uint64
	}{{32 * budget.MiB, 32, 1, 339_000}, {256 * budget.MiB, 256, 4, 339_000}, {1 * budget.GiB, 512, 8, 678_000}, {12 * budget.GiB, 4096, 32, 1_017_000}} {
		if got := budget.LargestMailbox(c.size, c.capacity, c.cores); math.Abs(float64(got)-float64(c.want)) > 2000 {
			t.Errorf("%+v: %d", c, got)
		}
	}
}

// TestSmallestCache reproduces the table of cache sizes, in MiB, by messages and
// cores.
func TestSmallestCache(t *testing.T) {
	cores := []int{1, 2, 4, 8, 16, 32, 64}
	for messages, row := range map[uint64][]uint64{
		10_000: {4, 8, 16, 31, 61, 122, 243}, 50_000: {19, 38, 76, 152, 303, 605, 1210},
		100_000: {38, 76, 152, 303, 605, 1209, 2418}, 250_000: {95, 189, 378, 756, 1511, 3021, 6042},
	} {
		for i, n := range cores {
			got := (budget.SmallestCache(messages, n) + budget.MiB - 1) / budget.MiB
			if got > row[i]+1 || got+1 < row[i] {
				t.Errorf("%d messages, %d cores: %d MiB, want %d", messages, n, got, row[i])
			}
		}
	}
}

// sixHosts are the worked examples: machine, users, and what the model says of
// them.
var sixHosts = []struct {
	host              string
	users             uint64
	imap, http, mails float64 // sessions and messages/s at the peak
	memtables, index  float64 // MiB
	cores             float64
	config            string
	rest              float64 // GiB at rest with RocksDB
}{
	{"ram=1GiB cores=1", 10, 30, 5, 0.025, 340, 9, 0.01, "cache.message.size = 33554432\n", 0.7},
	{"ram=2GiB cores=2", 50, 120, 20, 0.125, 544, 44, 0.04, "cache.message.size = 67108864\n", 1.1},
	{"ram=8GiB cores=4", 500, 750, 125, 1.25, 1088, 440, 0.25, "cache.message.size = 268435456\n", 2.8},
	{"ram=16GiB cores=8", 2000, 2400, 400, 5, 1360, 1758, 0.9, "cache.message.size = 1073741824\n", 5.8},
	{"ram=64GiB cores=16", 10000, 9000, 1500, 25, 1632, 8789, 3.4, "cache.message.size = 4294967296\n", 18.7},
	{"ram=128GiB cores=32", 50000, 30000, 5000, 125, 1632, 43945, 13.5, "cache.message.size = 12884901888\n", 73},
}

const rocks = `[store.db]
type = "rocksdb"
path = "/data"
[storage]
data = "db"
blob = "db"
fts = "db"
lookup = "db"
[server]
max-connections = 60000
[server.listener.imaps]
protocol = "imap"
bind = "[::]:993"
[server.listener.https]
protocol = "http"
bind = "[::]:443"
[server.listener.smtp]
protocol = "smtp"
bind = "[::]:25"
`

func TestSixHosts(t *testing.T) {
	near := func(what string, got, want, tolerance float64) {
		t.Helper()
		if math.Abs(got-want) > tolerance*want+0.03 {
			t.Errorf("%s: %.3f, want %.3f", what, got, want)
		}
	}
	for _, h := range sixHosts {
		w := budget.ForUsers(h.users)
		imap, http, _ := w.Sessions()
		near(h.host+" IMAP sessions", imap, h.imap, 0.01)
		near(h.host+" HTTP sessions", http, h.http, 0.01)
		near(h.host+" messages/s", w.PeakMails(), h.mails, 0.01)
		near(h.host+" cores", budget.CoresNeeded(w), h.cores, 0.12)
		l := budget.New(set(t, h.config+rocks), facts(t, h.host), w)
		r, ok := l.Find("store db")
		if !ok {
			t.Fatal("no store row")
		}
		parts := 1.25 * (h.memtables + h.index)
		if got := float64(r.Rest)/budget.MiB - 50; got < parts*0.9 || got > parts*1.25+1.25*220 {
			t.Errorf("%s: RocksDB %.0f MiB, memtables and index are %.0f", h.host, got, parts)
		}
		near(h.host+" at rest, GiB", float64(l.Total().Rest)/budget.GiB, h.rest, 0.2)
	}
}

// TestProperties holds for every host and limit: rows add up, more RAM changes
// no row, a higher limit lowers nothing.
func TestProperties(t *testing.T) {
	for _, users := range []uint64{1, 10, 1000, 100_000} {
		w := budget.ForUsers(users)
		var before budget.Row
		for i, limit := range []int{1, 100, 8192, 100_000, math.MaxInt64} {
			text := strings.Replace(rocks, "60000", fmt.Sprint(limit), 1)
			a := budget.New(set(t, text), facts(t, "ram=1GiB cores=2"), w)
			b := budget.New(set(t, text), facts(t, "ram=64GiB cores=2"), w)
			ta, tb := a.Total(), b.Total()
			if ta.Worst != tb.Worst || ta.Rest != tb.Rest || ta.Descriptors != tb.Descriptors {
				t.Errorf("limit %d: more RAM changes the budget", limit)
			}
			if i > 0 && (ta.Worst < before.Worst || ta.Descriptors < before.Descriptors) {
				t.Errorf("limit %d lowers the budget", limit)
			}
			before = ta
			var sum uint64
			for _, g := range budget.Groups() {
				sum += a.Sum(g).Worst
			}
			if sum != ta.Worst && ta.Worst != math.MaxUint64 {
				t.Errorf("limit %d: groups add up to %d, the total is %d", limit, sum, ta.Worst)
			}
			for _, r := range a.Rows {
				if r.Worst < r.Rest {
					t.Errorf("limit %d: %s is larger at rest than at worst", limit, r.Name)
				}
			}
		}
	}
}

// TestUnknown says so when a macro hides a number.
func TestUnknown(t *testing.T) {
	l := budget.New(set(t, "[cache.message]\nsize = \"%{env:SIZE}%\"\n"), facts(t, "cores=1"), budget.ForUsers(10))
	r, ok := l.Find("cache message")
	if !ok || !r.Unknown || !l.Total().Unknown || r.Worst == 0 {
		t.Errorf("%+v", r)
	}
}

func TestWorkloadSet(t *testing.T) {
	w := budget.ForUsers(10)
	for name, text := range map[string]string{"devices": "2", "messages": "100", "largest-mailbox": "5000", "mails-per-day": "1.5", "message-size": "1M"} {
		if err := w.Set(name, text); err != nil {
			t.Error(err)
		}
	}
	if w.Devices != 2 || w.MessageSize != 1<<20 || w.LargestMailbox != 5000 {
		t.Errorf("%+v", w)
	}
	for name, text := range map[string]string{"users": "0", "devices": "many", "color": "blue", "mails-per-day": "-1"} {
		if err := w.Set(name, text); err == nil {
			t.Errorf("%s = %s is accepted", name, text)
		}
	}
}

// TestQueues demands that the queues that count are those mail goes through.
func TestQueues(t *testing.T) {
	const own = `
[queue.virtual]
in.threads-per-node = 3
out.threads-per-node = 7
[queue.schedule.here]
queue-name = "in"
[queue.schedule.there]
queue-name = "out"
[queue.strategy]
schedule = [{ if = "is_local_domain('*', rcpt_domain)", then = "'here'" }, { if = "source == 'dsn'", then = "'dsn'" }, { else = "'there'" }]
`
	w := budget.ForUsers(10)
	rows := func(text string) map[string]uint64 {
		out := map[string]uint64{}
		l := budget.New(set(t, text), facts(t, "ram=1GiB cores=1"), w)
		for _, r := range l.Rows {
			if strings.HasPrefix(r.Name, "queue ") {
				out[strings.TrimPrefix(r.Name, "queue ")] = r.Worst / w.MessageSize
			}
		}
		return out
	}
	for _, c := range []struct {
		text string
		want map[string]uint64
	}{
		{own, map[string]uint64{"in": 12, "out": 14, "dsn": 10}},
		{"x = 1\n", map[string]uint64{"local": 100, "remote": 100, "dsn": 10, "report": 10}},
		{strings.Replace(own, "'there'", "'nowhere'", 1), map[string]uint64{"local": 100, "remote": 100, "dsn": 10, "report": 10}},
		{strings.Replace(own, `"'there'"`, `"if_then(size > 1, 'here', 'there')"`, 1), map[string]uint64{"local": 100, "remote": 100, "dsn": 10, "report": 10}},
	} {
		if got := rows(c.text); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%v, want %v, for%s", got, c.want, c.text)
		}
	}
}
