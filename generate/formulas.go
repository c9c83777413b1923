package generate

import (
	"fmt"
	"math"

	"github.com/stalcfg/stalcfg/internal/budget"
)

const (
	kib = uint64(budget.KiB)
	mib = uint64(budget.MiB)
	gib = uint64(budget.GiB)
)

// amount is a number with the way to it.
type amount struct {
	n       uint64
	formula string
	inputs  []string
	clamp   string
	source  string
}

// atMost cuts the amount down to a bound.
func (a amount) atMost(n uint64, bound string) amount {
	if a.n > n {
		a.n, a.clamp = n, bound
	}
	return a
}

// atLeast raises the amount to a bound.
func (a amount) atLeast(n uint64, bound string) amount {
	if a.n < n {
		a.n, a.clamp = n, bound
	}
	return a
}

func named(name string, v any) string {
	if f, ok := v.(float64); ok {
		return fmt.Sprintf("%s=%.6g", name, f)
	}
	return fmt.Sprintf("%s=%v", name, v)
}

// modelTable is where the rows of recommended values stand.
const modelTable = "docs/generate.md, recommended values"

// rung is a recommended value for an amount of something.
type rung struct{ at, value float64 }

// ladder is a row of the table of recommended values. Between two rungs it is
// interpolated on logarithmic scales, so that doubling the users multiplies the
// value by the same factor everywhere; outside it goes on with the last value
// below, and in proportion above.
type ladder []rung

func (l ladder) at(x float64) float64 {
	first, last := l[0], l[len(l)-1]
	switch {
	case x <= first.at:
		return first.value
	case x >= last.at:
		return last.value * x / last.at
	}
	for i := 1; i < len(l); i++ {
		a, b := l[i-1], l[i]
		if x > b.at {
			continue
		}
		t := math.Log(x/a.at) / math.Log(b.at/a.at)
		return a.value * math.Pow(b.value/a.value, t)
	}
	return last.value
}

// byUsers makes a row of the table, whose hosts have these numbers of users.
func byUsers(a, b, c, d, e, f float64) ladder {
	return ladder{{10, a}, {50, b}, {500, c}, {2000, d}, {10_000, e}, {50_000, f}}
}

// The rows of the table (docs/generate.md). Caches are in MiB.
var (
	smtpSlots        = byUsers(32, 64, 128, 256, 512, 1024)
	submissionSlots  = byUsers(16, 32, 64, 128, 256, 512)
	imapSlots        = byUsers(16, 32, 64, 128, 256, 512)
	httpSlots        = byUsers(8, 16, 32, 32, 64, 64)
	pop3Slots        = byUsers(8, 16, 64, 128, 512, 1024)
	sieveSlots       = byUsers(8, 16, 32, 64, 256, 512)
	httpsSlots       = ladder{{5, 64}, {20, 128}, {125, 512}, {400, 1536}, {1500, 6144}, {5000, 20480}} // by HTTP sessions
	tokenCache       = byUsers(2, 4, 10, 16, 32, 64)
	eventsCache      = byUsers(4, 12, 48, 160, 512, 1536)
	contactsCache    = byUsers(4, 6, 24, 80, 256, 768)
	filesCache       = byUsers(2, 4, 16, 32, 64, 128)
	dnsCache         = byUsers(1, 2, 5, 10, 20, 40)
	localDeliveries  = byUsers(4, 8, 25, 50, 100, 200)
	remoteDeliveries = byUsers(8, 16, 50, 100, 300, 800)
	dsnDeliveries    = byUsers(2, 2, 5, 10, 20, 40)
	reportDeliveries = byUsers(1, 2, 5, 5, 10, 20)
)

// slotStep rounds a number of connections up to a quarter of the power of two
// below it, and to 8 at least.
func slotStep(x float64) uint64 {
	n := uint64(math.Ceil(x - 1e-9))
	step := max(floorPow2(n)/4, 8)
	return (n + step - 1) / step * step
}

// cacheStep rounds bytes up to half the power of two below, and to 1 MiB.
func cacheStep(n uint64) uint64 {
	step := max(floorPow2(n)/2, mib)
	return (n + step - 1) / step * step
}

func floorPow2(n uint64) uint64 {
	p := uint64(1)
	for p <= n/2 {
		p *= 2
	}
	return p
}

func ceilPow2(n uint64) uint64 {
	p := uint64(1)
	for p < n {
		p *= 2
	}
	return p
}

// imapConnections is 1.5 times the sessions expected, and 32 for attackers and
// reconnects (G: max_conn).
func imapConnections(w budget.Workload) amount {
	imap, _, _ := w.Sessions()
	n := max(slotStep(math.Ceil(1.5*imap)+32), 32)
	if rest := n % 32; rest > 0 {
		n += 32 - rest
	}
	return amount{n: n, formula: "1.5 × IMAP sessions + 32, rounded up",
		inputs: []string{named("users", w.Users), named("connected", w.ConnectedShare), named("devices", w.Devices), named("sessions", imap)}, source: "docs/generate.md, formulas"}
}

// httpConnections follows the recommended values for as many HTTP sessions.
func httpConnections(w budget.Workload) amount {
	_, http, _ := w.Sessions()
	return amount{n: slotStep(httpsSlots.at(http)), formula: "recommended for that many HTTP sessions, rounded up",
		inputs: []string{named("users", w.Users), named("sessions", http)}, source: modelTable}
}

// slots follows a row of recommended values for as many users.
func (l ladder) slots(w budget.Workload) amount {
	return amount{n: slotStep(l.at(float64(w.Users))), formula: "recommended for that many users, rounded up", inputs: []string{named("users", w.Users)}, source: modelTable}
}

// whole is a row of counts: threads.
func (l ladder) whole(w budget.Workload) amount {
	return amount{n: uint64(math.Ceil(l.at(float64(w.Users)) - 1e-9)), formula: "recommended for that many users", inputs: []string{named("users", w.Users)}, source: modelTable}
}

// bytes is a row of sizes in MiB, rounded up to an eighth of the power of two
// below.
func (l ladder) bytes(w budget.Workload) amount {
	n := uint64(math.Ceil(l.at(float64(w.Users)) - 1e-9))
	step := max(floorPow2(n)/8, 1)
	return amount{n: (n + step - 1) / step * step * mib, formula: "recommended for that many users, rounded up", inputs: []string{named("users", w.Users)}, source: modelTable}
}

// messageCache holds the accounts active in a day, and 1/32 of the memory at
// least.
func messageCache(in *Inputs) amount {
	demand := budget.MessageDemand(in.Workload)
	a := amount{n: cacheStep(demand), formula: "1.2 × active accounts × (96 B × messages + 4 KiB), rounded up",
		inputs: []string{named("users", in.Workload.Users), named("active", in.Workload.ActiveShare), named("messages", in.Workload.MailboxMessages), named("demand", budget.Size(demand))},
		source: "docs/generate.md, formulas"}
	largest := budget.MailboxWeight(in.Workload.LargestMailbox) * mailboxRoom * 100 / 97
	a = a.atLeast(floorPow2(in.Host.RAM.Value)/32, "1/32 of the memory")
	return a.atLeast(cacheStep(largest), fmt.Sprintf("one mailbox of %d messages, with room to grow", in.Workload.LargestMailbox))
}

// mailboxRoom is how many times the largest mailbox fits a part of the cache:
// mailboxes grow, and one that no longer fits is never cached.
const mailboxRoom = 3

// messageShards is the largest number of parts of the message cache of which
// each holds the largest mailbox with room to grow. The server makes a power of
// two, and at most four for each core.
func messageShards(size uint64, in *Inputs) uint64 {
	most := ceilPow2(4 * in.Host.Cores.Value)
	p := most
	for p > 1 && 0.97*float64(size)/float64(p) < mailboxRoom*float64(budget.MailboxWeight(in.Workload.LargestMailbox)) {
		p /= 2
	}
	return p
}

// messageLimit is the largest message to accept: six copies are in memory
// while it is taken in, and they may fill a quarter of it.
func messageLimit(in *Inputs) amount {
	steps := []uint64{10 * mib, 15 * mib, 20 * mib, 25 * mib, 50 * mib}
	if in.Host.RAM.Value >= 32*gib {
		steps = append(steps, 100*mib)
	}
	return stepDown(in.Host.RAM.Value/24, in.cut, steps, amount{formula: "a quarter of the memory / 6 copies, rounded down",
		inputs: []string{named("ram", budget.Size(in.Host.RAM.Value))}, source: "docs/generate.md, formulas; v0.15.5 smtp/src/inbound/data.rs:52"})
}

// stepDown takes the largest of the steps that is not above n, the smallest if
// all are, and cut steps less, so that all work in flight fits.
func stepDown(n uint64, cut int, steps []uint64, a amount) amount {
	at := 0
	for i, s := range steps {
		if s <= n {
			at = i
		}
	}
	switch {
	case cut > 0 && at > 0:
		at = max(at-cut, 0)
		a.clamp = "lowered so that all work in flight fits the memory"
	case n < steps[0]:
		a.clamp = "at least " + budget.Size(steps[0])
	case at == len(steps)-1 && n >= 2*steps[at]:
		a.clamp = "at most " + budget.Size(steps[at])
	}
	a.n = steps[at]
	return a
}

// imapRequest lets a client save a copy of the largest message.
func imapRequest(message uint64) amount {
	a := amount{n: message / 100 * 104 / mib * mib, formula: "largest message + 4 %", inputs: []string{named("message", budget.Size(message))}, source: modelTable}
	if message == 50*mib {
		a.n = 52_428_800
	}
	return a
}

// uploadLimit is the largest JMAP upload: four copies each of four requests of
// one account may fill half of the memory.
func uploadLimit(in *Inputs) amount {
	steps := []uint64{10_000_000, 15_728_640, 26_214_400, 50_000_000}
	return stepDown(in.Host.RAM.Value/32, in.cut, steps, amount{formula: "half of the memory / (4 copies × 4 requests), rounded down",
		inputs: []string{named("ram", budget.Size(in.Host.RAM.Value))}, source: "docs/generate.md, formulas; v0.15.5 jmap/src/blob/upload.rs:215"})
}

// sqlPool is the number of connections to a database server.
func sqlPool(in *Inputs) amount {
	a := amount{n: 4 * in.Host.Cores.Value, formula: "4 × cores", inputs: []string{named("cores", in.Host.Cores.Value)}, source: modelTable}
	a = a.atLeast(10, "at least 10").atMost(128, "at most 128").atLeast(2*in.Host.Cores.Value, "2 × cores")
	if db := in.Host.DBConnections; db.Known() {
		a = a.atMost(poolShare(in), fmt.Sprintf("half of the %d the database allows, for each node", db.Value))
	}
	return a
}

// poolShare is a node's part of the connections the database allows: all pools
// together twice, since old ones linger at a restart, and some for people.
func poolShare(in *Inputs) uint64 {
	most := in.Host.DBConnections.Value
	return max((most-min(most, 10))/2/max(in.Host.Nodes.Value, 1), 1)
}

// classifierFeatures is the size of the spam classifier as a power of two.
func classifierFeatures(w budget.Workload) amount {
	a := amount{n: 20, formula: "20, 21 from 2,000 users, 22 from 10,000", inputs: []string{named("users", w.Users)}, source: modelTable}
	if w.Users >= 2000 {
		a.n = 21
	}
	if w.Users >= 10_000 {
		a.n = 22
	}
	return a
}

// sessionsPerAccount lets each device open the five sessions of a desktop
// client.
func sessionsPerAccount(w budget.Workload) amount {
	a := amount{n: uint64(math.Ceil(5 * w.Devices)), formula: "5 × devices", inputs: []string{named("devices", w.Devices)}, source: modelTable}
	return a.atLeast(16, "at least 16")
}

// descriptors is LimitNOFILE: a power of two above three times of what is open
// at once, since room there costs nothing and the server spins without it
// (v0.15.5 common/src/listener/listen.rs:167).
func descriptors(peak uint64) uint64 { return max(ceilPow2(3*peak), 65536) }
