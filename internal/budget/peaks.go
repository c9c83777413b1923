package budget

import (
	"math"
	"slices"
	"strings"
)

// virtualQueue is a queue with its threads unless set, and what a delivery
// holds.
type virtualQueue struct {
	id      string
	threads uint64
	factor  int
}

// seededQueues are the virtual queues the server stores at its first start.
var seededQueues = []virtualQueue{{"local", 25, cKLocal}, {"remote", 50, cKRemote}, {"dsn", 5, cKRemote}, {"report", 5, cKRemote}}

// queues are the virtual queues that mail goes through: those of the schedules
// that queue.strategy.schedule names, else the server's own four.
func (b *builder) queues() []virtualQueue {
	const key = "queue.strategy.schedule"
	var out []virtualQueue
	factor := cKRemote
	for _, x := range b.set.List(key) {
		if strings.HasSuffix(x.Key, ".if") {
			if strings.Contains(x.Value, "is_local_domain") {
				factor = cKLocal
			}
			continue
		}
		id := strings.TrimSuffix(strings.TrimPrefix(x.Value, "'"), "'")
		q, ok := b.queueOf(id)
		if !ok || len(id)+2 != len(x.Value) {
			return seededQueues
		}
		if !slices.ContainsFunc(out, func(v virtualQueue) bool { return v.id == q.id }) {
			q.factor = factor
			out = append(out, q)
		}
		factor = cKRemote
	}
	if len(out) == 0 {
		return seededQueues
	}
	return out
}

// queueOf is the queue of a schedule, if the file or the server's first start
// defines both.
func (b *builder) queueOf(schedule string) (virtualQueue, bool) {
	name, own := b.set.Value("queue.schedule." + schedule + ".queue-name")
	if !own {
		name = schedule
	}
	for _, q := range seededQueues {
		if q.id == name {
			return q, true
		}
	}
	return virtualQueue{id: name, threads: 25}, own && b.set.Has("queue.virtual."+name+".threads-per-node")
}

// peaks adds what comes on top for a while: messages being received, delivered
// and uploaded.
func (b *builder) peaks() {
	w := b.l.Workload
	size := b.number(104857600, "session.data.limits.size")
	r := size.row("messages being received", Peak)
	inFlight := uint64(math.Ceil(w.PeakMails()*2)) + 2
	r.Rest = 0
	r.Worst = add(mul(inFlight, mul(uint64(c(cKAccept)), w.MessageSize)), scaled(mul(2, mul(uint64(c(cKAccept)), min(size.n, 1<<40))), 0.25))
	r.Class = Estimate
	r.Formula = formula("%d × %.0f × %s + a quarter of 2 × %.0f × %s", inFlight, c(cKAccept), Bytes(w.MessageSize), c(cKAccept), Bytes(size.n))
	b.add(r)
	for _, q := range b.queues() {
		b.queue(q.id, q.threads, q.factor)
	}
	b.uploads()
	b.appends()
	if v, ok := b.set.Value("spam-filter.enable"); !ok || v != "false" {
		f := b.features()
		t := f.row("spam training", Peak)
		t.Worst, t.Class = mul(uint64(c(cSpamTraining)), uint64(1)<<min(f.n, 40)), Source
		t.Formula = formula("%.0f B × 2^%d, twice a day", c(cSpamTraining), f.n)
		b.add(t)
	}
	for _, id := range b.set.IDs("store", "type") {
		if t, _ := b.set.Value("store." + id + ".type"); t == "rocksdb" {
			b.add(Row{Name: "flush of store " + id, Group: Peak, Worst: uint64(c(cFlush)), Class: Estimate, Formula: formula("buffers being written out")})
		}
	}
}

func (b *builder) queue(id string, def uint64, factor int) {
	w := b.l.Workload
	v := b.number(def, "queue.virtual."+id+".threads-per-node")
	r := v.row("queue "+id, Peak)
	busy := uint64(math.Ceil(w.PeakMails()))
	r.Rest = mul(min(busy, v.n), uint64(c(factor))*w.MessageSize)
	r.Worst = mul(v.n, uint64(c(factor))*w.MessageSize)
	r.Descriptors = mul(2, v.n)
	r.Class = Estimate
	r.Formula = formula("%d deliveries × %.0f × %s", v.n, c(factor), Bytes(w.MessageSize))
	b.add(r)
}

// uploads counts one upload of full size for every hundred connected users, at
// least one.
func (b *builder) uploads() {
	v := b.number(50_000_000, "jmap.protocol.upload.max-size")
	r := v.row("uploads", Peak)
	_, http, _ := b.l.Workload.Sessions()
	n := uint64(http/100) + 1
	r.Worst, r.Class = mul(n, mul(uint64(c(cKHTTP)), v.n)), Estimate
	r.Formula = formula("%d × %.0f × %s", n, c(cKHTTP), Bytes(v.n))
	b.add(r)
}

func (b *builder) appends() {
	v := b.number(52428800, "imap.request.max-size")
	r := v.row("IMAP appends", Peak)
	imap, _, _ := b.l.Workload.Sessions()
	n := uint64(imap/500) + 1
	r.Worst, r.Class = scaled(mul(n, mul(uint64(c(cKAppend)), v.n)), 0.5), Estimate
	r.Formula = formula("%d × %.0f × half of %s", n, c(cKAppend), Bytes(v.n))
	b.add(r)
}

// CoresNeeded is the number of processors the workload wants in its busiest
// hour.
func CoresNeeded(w Workload) float64 {
	imap, http, _ := w.Sessions()
	m := w.PeakMails()
	ms := m*c(cInbound) + imap*0.05*c(cIMAPCommand) + imap/1800*(c(cHash)+c(cHandshake)) + http*0.04*c(cHTTPRequest) + m*2*c(cHandshake)
	return c(cCPUFactor) / c(cCPUTarget) * ms / 1000
}
