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

	name, key string // of its row and its setting, made from the id where they are empty
}

// seededQueues are the virtual queues the server stores at its first start
// (Stalwart v0.15.5 common/src/manager/boot.rs:93).
var seededQueues = []virtualQueue{
	{"local", 25, cKLocal, "queue local", "queue.virtual.local.threads-per-node"},
	{"remote", 50, cKRemote, "queue remote", "queue.virtual.remote.threads-per-node"},
	{"dsn", 5, cKRemote, "queue dsn", "queue.virtual.dsn.threads-per-node"},
	{"report", 5, cKRemote, "queue report", "queue.virtual.report.threads-per-node"},
}

// queues are the virtual queues that mail goes through: those of the schedules
// that queue.strategy.schedule names, else the server's own four and those the
// file defines besides.
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
			return b.allQueues()
		}
		if !slices.ContainsFunc(out, func(v virtualQueue) bool { return v.id == q.id }) {
			q.factor = factor
			out = append(out, q)
		}
		factor = cKRemote
	}
	if len(out) == 0 {
		return b.allQueues()
	}
	return out
}

// allQueues are the seeded queues and all that the file defines.
func (b *builder) allQueues() []virtualQueue {
	out := seededQueues
	for _, id := range b.set.IDs("queue.virtual", "threads-per-node") {
		if !slices.ContainsFunc(seededQueues, func(q virtualQueue) bool { return q.id == id }) {
			out = append(out[:len(out):len(out)], virtualQueue{id: id, threads: uint64(c(cQueueThreads)), factor: cKRemote})
		}
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
	return virtualQueue{id: name, threads: uint64(c(cQueueThreads))}, own && b.set.Has("queue.virtual."+name+".threads-per-node")
}

// peaks adds what comes on top for a while: messages being received and
// delivered, and the spam filter learning.
func (b *builder) peaks() {
	w := &b.l.Workload
	size := b.number(uint64(c(cMessageLimit)), "session.data.limits.size")
	inFlight := math.Ceil(w.SMTPSessions()) + 2
	r := b.row(&size, "messages being received", Peak, largestMessages*c(cKAccept))
	r.Worst = add(scaled(w.MessageSize, inFlight*c(cKAccept)), scaled(size.n, r.Each))
	r.Class = Estimate
	r.Formula = formula("{n} × {f} × {b} + a quarter of 2 × {f} × {b}", inFlight, c(cKAccept), float64(w.MessageSize), c(cKAccept), float64(size.n))
	for _, q := range b.queues() {
		b.queue(&q)
	}
	if b.spamFilter() {
		f := b.features()
		b.spam(&f, "spam training", Peak, c(cSpamTraining))
	}
}

// largestMessages is how many messages of the largest size count as being there
// at once: two, for a quarter of the time.
const largestMessages = 2 * 0.25

func (b *builder) queue(q *virtualQueue) {
	w := &b.l.Workload
	name, key := q.name, q.key
	if name == "" {
		name, key = "queue "+q.id, "queue.virtual."+q.id+".threads-per-node"
	}
	v := b.number(q.threads, key)
	each := uint64(c(q.factor)) * w.MessageSize
	r := b.row(&v, name, Peak, float64(each))
	r.Rest = mul(min(uint64(math.Ceil(w.PeakMails())), v.n), each)
	r.Worst = max(mul(v.n, each), r.Rest)
	r.Descriptors = mul(2, v.n)
	r.Class = Estimate
	r.Formula = formula("{n} deliveries × {f} × {b}", float64(v.n), c(q.factor), float64(w.MessageSize))
}

// bodies adds large requests: uploads, WebDAV files, appended messages, and
// answers of milters and hooks.
func (b *builder) bodies() {
	imap, http, _ := b.l.Workload.Sessions()
	b.body("uploads", math.Floor(http/2000)+1, cKHTTP, b.number(uint64(c(cUploadLimit)), "jmap.protocol.upload.max-size"))
	b.body("WebDAV files", 1, cKHTTP, b.number(uint64(c(cDavLimit)), "dav.request.max-size"))
	appends := math.Floor(imap/3000) + 1
	v := b.number(uint64(c(cIMAPRequest)), "imap.request.max-size")
	r := b.row(&v, "IMAP appends", Peak, appends*c(cKAppend)/2)
	r.Worst, r.Class = scaled(v.n, r.Each), Estimate
	r.Formula = formula("{n} × {f} × half of {b}", appends, c(cKAppend), float64(v.n))
	kept := math.Ceil(imap * keptLiterals)
	r = b.row(&v, "IMAP literals kept", Peak, 1)
	r.Worst, r.Class = add(scaled(b.l.Workload.MessageSize, kept), v.n), Source
	r.Formula = formula("{n} sessions keep {b} and one keeps {b} until it ends", kept, float64(b.l.Workload.MessageSize), float64(v.n))
	b.fetches()
	for _, kind := range [...]string{"milter", "hook"} {
		for _, id := range b.set.IDs("session."+kind, "options.max-response-size") {
			b.body("answers of "+kind+" "+id, 1, cOne, b.number(uint64(c(cHookAnswer)), "session."+kind+"."+id+".options.max-response-size"))
		}
	}
}

// keptLiterals is the part of the IMAP sessions that has appended a message
// since it began.
const keptLiterals = 0.05

func (b *builder) body(name string, n float64, factor int, v value) {
	r := b.row(&v, name, Peak, n*c(factor))
	r.Worst, r.Class = scaled(v.n, r.Each), Estimate
	r.Formula = formula("{n} × {f} × {b}", n, c(factor), float64(v.n))
}

// CoresNeeded is the number of processors the workload wants in its busiest
// hour.
func CoresNeeded(w Workload) float64 {
	imap, http, _ := w.Sessions()
	m := w.PeakMails()
	ms := m*c(cInbound) + imap*0.05*c(cIMAPCommand) + imap/1800*(c(cHash)+c(cHandshake)) + http*0.04*c(cHTTPRequest) + m*2*c(cHandshake)
	return c(cCPUFactor) / c(cCPUTarget) * ms / 1000
}
