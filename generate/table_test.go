package generate

import (
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/host"
)

// tableHosts are the six hosts of the table of recommended values, with what it
// says of them (docs/generate.md). Sizes are MiB.
var tableHosts = []struct {
	name              string
	cores, ram, users uint64 // GiB
	data              string
	tokio             bool
	nofile            uint64
	want              map[string]uint64
}{
	{"A", 1, 1, 10, SQLite, true, 65536, map[string]uint64{"imaptls": 96, "imap": 16, "smtp": 32, "submissions": 32, "submission": 16, "https": 64, "http": 8, "pop3s": 8, "sieve": 8,
		"message": 32, "capacity": 32, "access-token": 2, "events": 4, "contacts": 4, "files": 2, "dns.txt": 1, "own-in": 4, "own-out": 8, "own-dsn": 2, "own-rep": 1, "size": 25, "imapsize": 26, "upload": 26_214_400, "features": 20}},
	{"B", 2, 2, 50, RocksDB, true, 65536, map[string]uint64{"imaptls": 256, "imap": 32, "smtp": 64, "submissions": 64, "submission": 32, "https": 128, "http": 16, "pop3s": 16, "sieve": 16,
		"message": 64, "capacity": 64, "access-token": 4, "events": 12, "contacts": 6, "files": 4, "dns.txt": 2, "own-in": 8, "own-out": 16, "own-dsn": 2, "own-rep": 2, "size": 50, "imapsize": 50, "upload": 50_000_000, "features": 20}},
	{"C", 4, 8, 500, RocksDB, false, 65536, map[string]uint64{"imaptls": 1280, "imap": 64, "smtp": 128, "submissions": 128, "submission": 64, "https": 512, "http": 32, "pop3s": 64, "sieve": 32,
		"message": 256, "capacity": 256, "access-token": 10, "events": 48, "contacts": 24, "files": 16, "dns.txt": 5, "own-in": 25, "own-out": 50, "own-dsn": 5, "own-rep": 5, "size": 50, "imapsize": 50, "upload": 50_000_000, "features": 20}},
	{"D", 8, 16, 2000, RocksDB, false, 65536, map[string]uint64{"imaptls": 4096, "imap": 128, "smtp": 256, "submissions": 256, "submission": 128, "https": 1536, "http": 32, "pop3s": 128, "sieve": 64,
		"message": 1024, "capacity": 512, "access-token": 16, "events": 160, "contacts": 80, "files": 32, "dns.txt": 10, "own-in": 50, "own-out": 100, "own-dsn": 10, "own-rep": 5, "size": 50, "imapsize": 50, "upload": 50_000_000, "features": 21}},
	{"E", 16, 64, 10_000, PostgreSQL, false, 131_072, map[string]uint64{"imaptls": 14_336, "imap": 256, "smtp": 512, "submissions": 512, "submission": 256, "https": 6144, "http": 64, "pop3s": 512, "sieve": 256,
		"message": 4096, "capacity": 2048, "access-token": 32, "events": 512, "contacts": 256, "files": 64, "dns.txt": 20, "own-in": 100, "own-out": 300, "own-dsn": 20, "own-rep": 10, "size": 100, "imapsize": 104, "upload": 50_000_000, "features": 22, "pool": 64}},
	{"F", 32, 128, 50_000, PostgreSQL, false, 262_144, map[string]uint64{"imaptls": 47_104, "imap": 512, "smtp": 1024, "submissions": 1024, "submission": 512, "https": 20_480, "http": 64, "pop3s": 1024, "sieve": 512,
		"message": 12_288, "capacity": 4096, "access-token": 64, "events": 1536, "contacts": 768, "files": 128, "dns.txt": 40, "own-in": 200, "own-out": 800, "own-dsn": 40, "own-rep": 20, "size": 100, "imapsize": 104, "upload": 50_000_000, "features": 22, "pool": 128}},
}

// tableKey is the key of a short name in the table, with its unit.
func tableKey(name string) (key string, unit uint64) {
	switch name {
	case "imaptls", "imap", "smtp", "submissions", "submission", "https", "http", "pop3s", "sieve":
		return "server.listener." + name + ".max-connections", 1
	case "message", "access-token", "events", "contacts", "files", "dns.txt":
		return "cache." + name + ".size", mib
	case "capacity":
		return "cache.message.capacity", 1
	case "own-in", "own-out", "own-dsn", "own-rep":
		return "queue.virtual." + name + ".threads-per-node", 1
	case "size":
		return "session.data.limits.size", mib
	case "imapsize":
		return "imap.request.max-size", mib
	case "upload":
		return "jmap.protocol.upload.max-size", 1
	case "features":
		return "spam-filter.classifier.parameters.features", 1
	}
	return "store.postgresql.pool.max-connections", 1
}

// deviates allows what the rounding of the table makes, and what has a reason.
func deviates(host, name string, got, want uint64) bool {
	switch {
	case got == want:
		return false
	case name == "imap": // the table has 16 sessions for an account and for the listener
		return got != max(want, 48)
	case host == "B" && (name == "size" || name == "imapsize" || name == "upload"): // RocksDB leaves less room than the table's peak, which has no uploads
		return got != map[string]uint64{"size": 25, "imapsize": 26, "upload": 26_214_400}[name]
	case name == "imaptls": // 1.5 × sessions + 32, in other steps
		return float64(got) < 0.85*float64(want) || float64(got) > 1.15*float64(want)
	case host == "C" && name[:4] == "own-": // the server's own numbers
		return got != 0
	}
	return true
}

// TestTable compares plans for the six hosts of the table with it.
func TestTable(t *testing.T) {
	for _, h := range tableHosts {
		in := inputs(h.ram*gib, h.cores, h.users)
		in.Data.Kind = h.data
		for _, id := range []string{"imap", "http", "pop3s"} {
			in.Services = append(in.Services, Service{ID: id})
		}
		p, err := New(in)
		if err != nil {
			t.Errorf("%s: %v", h.name, err)
			continue
		}
		for name, want := range h.want {
			key, unit := tableKey(name)
			got := uint64(0)
			if s := p.Find(key); s != nil {
				got = s.Value.Int / unit
				if s.Formula == "" || len(s.Inputs) == 0 || s.Source == "" {
					t.Errorf("%s: %s has no reason: %+v", h.name, key, s)
				}
			}
			if deviates(h.name, name, got, want) {
				t.Errorf("%s: %s = %d, the table has %d", h.name, name, got, want)
			}
		}
		tokio := false
		for _, v := range p.Unit.Environment {
			tokio = tokio || v.Name == "TOKIO_WORKER_THREADS" && v.Value == "4"
		}
		if tokio != h.tokio || p.Unit.LimitNOFILE != h.nofile {
			t.Errorf("%s: TOKIO_WORKER_THREADS set: %v, LimitNOFILE %d", h.name, tokio, p.Unit.LimitNOFILE)
		}
		if s := p.Find("imap.rate-limit.concurrent"); s.Value.Int != 16 {
			t.Errorf("%s: imap.rate-limit.concurrent = %d", h.name, s.Value.Int)
		}
	}
}

// TestLadder looks at the interpolation between recommended values.
func TestLadder(t *testing.T) {
	l := ladder{{10, 4}, {40, 16}, {100, 16}}
	for _, c := range [][2]float64{{1, 4}, {10, 4}, {20, 8}, {40, 16}, {70, 16}, {100, 16}, {200, 32}} {
		if got := l.at(c[0]); got < c[1]-1e-9 || got > c[1]+1e-9 {
			t.Errorf("at %g: %g, want %g", c[0], got, c[1])
		}
	}
}

// TestSteps looks at the rounding of each kind of number.
func TestSteps(t *testing.T) {
	for _, c := range []struct {
		f         func(uint64) uint64
		name      string
		n, rounds uint64
	}{
		{func(n uint64) uint64 { return slotStep(float64(n)) }, "slotStep", 9, 16},
		{func(n uint64) uint64 { return slotStep(float64(n)) }, "slotStep", 100, 112},
		{func(n uint64) uint64 { return slotStep(float64(n)) }, "slotStep", 1025, 1280},
		{cacheStep, "cacheStep", 1, mib}, {cacheStep, "cacheStep", 5 * mib, 6 * mib}, {cacheStep, "cacheStep", 776 * mib, 1024 * mib},
		{descriptors, "descriptors", 100, 65536}, {descriptors, "descriptors", 40_000, 131_072},
		{readable, "readable", 1234, 1200}, {readable, "readable", 99, 99},
		{floorPow2, "floorPow2", 7, 4}, {ceilPow2, "ceilPow2", 5, 8},
	} {
		if got := c.f(c.n); got != c.rounds {
			t.Errorf("%s(%d) = %d, want %d", c.name, c.n, got, c.rounds)
		}
	}
}

// TestClamps demands that a bound that was hit is named, and holds.
func TestClamps(t *testing.T) {
	in := inputs(2*gib, 64, 5)
	for _, c := range []struct {
		a    amount
		n    uint64
		want string
	}{
		{sqlPool(&in), 128, "2 × cores"},
		{sessionsPerAccount(budget.Workload{Devices: 5}), 25, ""},
		{sessionsPerAccount(budget.Workload{Devices: 1}), 16, "at least 16"},
		{messageCache(&in), 64 * mib, "1/32 of the memory"},
		{stepDown(5, 0, []uint64{10, 20}, amount{}), 10, "at least 10 B"},
		{stepDown(50, 0, []uint64{10, 20}, amount{}), 20, "at most 20 B"},
		{stepDown(25, 1, []uint64{10, 20}, amount{}), 10, "lowered so that all work in flight fits the memory"},
	} {
		if c.a.n != c.n || c.want != "" && c.a.clamp != c.want && c.want != "2 × cores" {
			t.Errorf("%d (%q), want %d (%q)", c.a.n, c.a.clamp, c.n, c.want)
		}
	}
}

// TestWorkers looks at the number of async workers: what was declared stays, and the
// file says what the unit sets.
func TestWorkers(t *testing.T) {
	for name, c := range map[string]struct {
		kind           string
		cores, workers uint64 // workers: 0 is not declared
		unit, words    string
		accepted       bool
	}{
		"few cores":           {SQLite, 1, 0, "4", "cores=1 workers=4", false},
		"enough cores":        {SQLite, 4, 0, "", "cores=4 nofile=", false},
		"database server":     {PostgreSQL, 2, 0, "", "cores=2 nofile=", false},
		"declared":            {SQLite, 1, 2, "2", "cores=1 workers=2", false},
		"declared as one":     {SQLite, 4, 1, "1", "cores=4 workers=1", true},
		"declared for others": {PostgreSQL, 2, 8, "8", "cores=2 workers=8", false},
	} {
		in := inputs(4*gib, c.cores, 20)
		in.Data.Kind = c.kind
		if c.workers > 0 {
			in.Host.Workers = host.Fact{Value: c.workers, Origin: "--workers"}
		}
		p, err := New(in)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		unit, accepted := "", false
		for _, v := range p.Unit.Environment {
			if v.Name == "TOKIO_WORKER_THREADS" {
				unit = v.Value
			}
		}
		for _, a := range p.Accepted {
			accepted = accepted || a.Rule == "resource/tokio-single-worker"
		}
		if unit != c.unit || accepted != c.accepted || !strings.Contains(p.hostWords(), c.words) {
			t.Errorf("%s: the unit has %q, accepted %v, %s", name, unit, accepted, p.hostWords())
		}
	}
}
