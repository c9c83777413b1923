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
		{strings.Replace(own, "'there'", "'nowhere'", 1), map[string]uint64{"in": 6, "out": 14, "local": 100, "remote": 100, "dsn": 10, "report": 10}},
		{strings.Replace(own, `"'there'"`, `"if_then(size > 1, 'here', 'there')"`, 1), map[string]uint64{"in": 6, "out": 14, "local": 100, "remote": 100, "dsn": 10, "report": 10}},
	} {
		if got := rows(c.text); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%v, want %v, for%s", got, c.want, c.text)
		}
	}
}

// TestWorkers counts the async workers that are declared, and one a core otherwise.
func TestWorkers(t *testing.T) {
	for words, want := range map[string]uint64{"ram=1GiB cores=1": 2, "ram=1GiB cores=8": 9, "ram=1GiB cores=1 workers=4": 5, "ram=1GiB cores=8 workers=2": 3, "workers=18446744073709551615": math.MaxUint64} {
		l := budget.New(set(t, ""), facts(t, words), budget.ForUsers(10))
		if r, ok := l.Find("threads"); !ok || r.Threads != want {
			t.Errorf("%s: %d threads, want %d", words, r.Threads, want)
		}
	}
}
