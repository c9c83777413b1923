package generate

import (
	"fmt"
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
)

// The parts of a host that a plan may take, as the rules of stalcfg have them.
const (
	memoryShare     = 0.85 // at rest, and with all work in flight
	connectionShare = 0.40 // idle connections up to all limits
	cacheShare      = 0.35 // all caches together
	indexShare      = 0.25 // the index of RocksDB, which no setting bounds
	coreShare       = 0.80
	nofileShare     = 0.80
	sqliteUsers     = 100 // one write at a time for all of them
)

// Misfit tells that the workload does not fit the host, and what would fit.
type Misfit struct {
	What  string // what is too much, with numbers
	Users uint64 // of the workload
	Host  host.Facts

	RAM   uint64 // memory that would do, 0 if more memory does not help
	Cores uint64 // cores that would do, 0 if more do not help
	Disk  uint64 // free space that would do, 0 if it is not the disk
	Fewer uint64 // users that fit this host, 0 if none do
	Data  string // another data store that would do, or ""
	Hint  string // a way out beside the plan, or ""

	busy bool // smaller messages may help
}

// Error says what does not fit and what would.
func (m *Misfit) Error() string {
	var ways []string
	switch {
	case m.RAM > 0 && m.Cores > 0:
		ways = append(ways, fmt.Sprintf("%s and %s of memory", cores(m.Cores), budget.Size(m.RAM)))
	case m.RAM > 0:
		ways = append(ways, budget.Size(m.RAM)+" of memory")
	case m.Cores > 0:
		ways = append(ways, cores(m.Cores))
	}
	if m.Disk > 0 {
		ways = append(ways, budget.Size(m.Disk)+" of disk")
	}
	if m.Fewer > 0 {
		ways = append(ways, people(m.Fewer)+" on this host")
	}
	if m.Data != "" {
		ways = append(ways, fmt.Sprintf("data.kind = %q", m.Data))
	}
	if m.Hint != "" {
		ways = append(ways, m.Hint)
	}
	if len(ways) == 0 {
		ways = []string{"several servers that share the users"}
	}
	fit := "do"
	if m.Users == 1 {
		fit = "does"
	}
	return fmt.Sprintf("%s %s not fit a host with %s and %s: %s\nwhat would fit: %s", people(m.Users), fit, cores(m.Host.Cores.Value), budget.Size(m.Host.RAM.Value), m.What, strings.Join(ways, ", or "))
}

func people(n uint64) string {
	if n == 1 {
		return "1 user"
	}
	return fmt.Sprintf("%d users", n)
}

func cores(n uint64) string {
	if n == 1 {
		return "1 core"
	}
	return fmt.Sprintf("%d cores", n)
}

// ledger is the budget of the plan.
func ledger(p *Plan) *budget.Ledger {
	text := render(p, RenderOptions{NoComments: true})
	doc := dialect.Parse(source.New("config.toml", text), p.Inputs.Version.Generation())
	return budget.New(settings.FromDocument(doc), p.Inputs.Host, p.Inputs.Workload)
}

// verify compares what the plan costs with the host, and works out what belongs
// into the unit.
func verify(p *Plan) *Misfit {
	in := &p.Inputs
	m := &Misfit{Users: in.Workload.Users, Host: in.Host}
	if m.What, m.Hint = tooSmall(in); m.What != "" {
		return m
	}
	l := ledger(p)
	share := func(part float64) uint64 { return uint64(float64(in.Host.RAM.Value) * part) }
	total, peak := l.Total(), l.Sum(budget.Peak)
	busy := total.Rest - peak.Rest + peak.Worst
	caches, idle := l.Sum(budget.Caches).Worst, l.Sum(budget.Connections).Worst
	nofile := descriptors(total.Descriptors)
	size := budget.Size
	switch {
	case in.Host.Disk.Known() && diskNeed(in) > in.Host.Disk.Value:
		m.What = fmt.Sprintf("their mail and the store take about %s of disk, %s are free", size(diskNeed(in)), size(in.Host.Disk.Value))
		m.Disk = cacheStep(diskNeed(in))
	case budget.CoresNeeded(in.Workload) > coreShare*float64(in.Host.Cores.Value):
		m.What = fmt.Sprintf("their busiest hour takes about %.1f cores", budget.CoresNeeded(in.Workload))
	case total.Rest > share(memoryShare):
		m.What = fmt.Sprintf("the server takes about %s at rest, which is more than %.0f %%", size(total.Rest), memoryShare*100)
	case busy > share(memoryShare):
		m.busy = true
		m.What = fmt.Sprintf("with all work in flight the server takes about %s, which is more than %.0f %%", size(busy), memoryShare*100)
	case caches > share(cacheShare):
		m.What = fmt.Sprintf("the caches for them grow to %s, which is more than %.0f %%", size(caches), cacheShare*100)
	case idle > share(connectionShare):
		m.What = fmt.Sprintf("idle connections up to all limits take %s, which is more than %.0f %%", size(idle), connectionShare*100)
	case in.Host.Nofile.Known() && float64(total.Descriptors) > nofileShare*float64(in.Host.Nofile.Value):
		m.What = fmt.Sprintf("everything open at once takes %d of its %d descriptors", total.Descriptors, in.Host.Nofile.Value)
		m.Hint = fmt.Sprintf("LimitNOFILE=%d", nofile)
	default:
		if in.Host.Nofile.Known() {
			nofile = in.Host.Nofile.Value
		}
		p.unit(nofile, total.Descriptors)
		return nil
	}
	return m
}

// walCap is what the logs of RocksDB may take before it writes everything out,
// and walDays how long a server is taken to run without a restart.
const (
	walCap  = 4 * 27 * 128 * budget.MiB
	walDays = 90
)

// diskNeed is the space for messages, before compression, where they are on
// this host, and for the logs of RocksDB.
func diskNeed(in *Inputs) uint64 {
	w := in.Workload
	need := uint64(0)
	if in.Blob.Kind == Filesystem || in.Blob.Kind == DataStore && embedded(in.Data.Kind) {
		need += w.Users * w.MailboxMessages * w.MessageSize
	}
	if in.Data.Kind == RocksDB {
		logs := float64(w.Users) * w.MailsPerDay * walDays * float64(w.MessageSize+35*kib)
		need += uint64(min(logs, walCap))
	}
	if embedded(in.Data.Kind) {
		need += w.Users * w.MailboxMessages * 12 * kib
	}
	return need
}

// tooSmall names what a backend cannot do on the host, whatever is set.
func tooSmall(in *Inputs) (what, hint string) {
	ram := in.Host.RAM.Value
	switch in.Data.Kind {
	case RocksDB:
		if ram < smallRocksDB && in.Host.Swap.Value < ram {
			return "RocksDB keeps up to 340 MiB of written data in memory, whatever is set", "as much swap as memory (host.swap)"
		}
		index := float64(in.Workload.Users*in.Workload.MailboxMessages*12*kib) * 0.015
		if index > indexShare*float64(ram) {
			return fmt.Sprintf("the index of RocksDB for their messages takes about %s of memory, whatever is set", budget.Size(uint64(index))), ""
		}
	case SQLite:
		if in.Workload.Users > sqliteUsers {
			return fmt.Sprintf("SQLite does one write at a time, which is enough for %d users", sqliteUsers), ""
		}
	}
	if ram < budget.GiB/2 {
		return "the server alone, without users, takes about 200 MiB, and more in its work", ""
	}
	return "", ""
}

// advise finds hosts, numbers of users and data stores for which the same
// choices fit.
func (m *Misfit) advise(in Inputs) {
	full := complete(in)
	fits := func(change func(*Inputs)) bool {
		try := in
		try.Data, try.Host, try.Workload = full.Data, full.Host, full.Workload
		change(&try)
		_, misfit, err := fit(try)
		return err == nil && misfit == nil
	}
	if m.Hint != "" && !fits(func(i *Inputs) { i.Host.Swap.Value, i.Host.Nofile = i.Host.RAM.Value, host.Fact{} }) {
		m.Hint = "" // there is more in the way
	}
	if m.Disk == 0 {
		m.larger(full.Host, fits)
	}
	lo, hi := uint64(0), full.Workload.Users
	for hi-lo > 1 {
		mid := lo + (hi-lo)/2
		if fits(func(i *Inputs) { i.Workload = i.Workload.WithUsers(mid) }) {
			lo = mid
		} else {
			hi = mid
		}
	}
	if n := readable(lo); n > 0 && fits(func(i *Inputs) { i.Workload = i.Workload.WithUsers(n) }) {
		m.Fewer = n
	}
	for _, kind := range []string{SQLite, RocksDB, PostgreSQL} {
		if kind != full.Data.Kind && m.Data == "" && fits(func(i *Inputs) { i.Data, i.Blob = Store{Kind: kind}, in.Blob }) {
			m.Data = kind
		}
	}
}

// larger tries more memory, then more cores with it.
func (m *Misfit) larger(h host.Facts, fits func(func(*Inputs)) bool) {
	for n := h.Cores.Value; n <= 8*h.Cores.Value && n <= 256; n *= 2 {
		for ram := floorPow2(h.RAM.Value); ram <= 1024*gib; ram *= 2 {
			if ram < h.RAM.Value || !fits(func(i *Inputs) { i.Host.RAM.Value, i.Host.Cores.Value = ram, n }) {
				continue
			}
			if ram > h.RAM.Value {
				m.RAM = ram
			}
			if n > h.Cores.Value {
				m.Cores = n
			}
			return
		}
	}
}

// readable rounds a number of users down to two digits.
func readable(n uint64) uint64 {
	step := uint64(1)
	for n/step >= 100 {
		step *= 10
	}
	return n / step * step
}
