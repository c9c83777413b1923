package generate

import (
	"strconv"

	"github.com/stalcfg/stalcfg/internal/budget"
)

// limits bound what an account or a request may take.
func (b *builder) limits() {
	b.section = "limits"
	message := messageLimit(b.in)
	if b.serves("imap", "pop3", "managesieve") {
		b.calc("imap.rate-limit.concurrent", sessionsPerAccount(b.in.Workload)).
			because("sessions of an account, POP3 and ManageSieve too; default: no limit").Source = "v0.15.5 common/src/config/imap.rs:46"
		s := b.calc("imap.request.max-size", imapRequest(message.n))
		s.because("%s: lets clients save what they sent", budget.Size(s.Value.Int))
	}
	if b.serves("http") {
		s := b.calc("jmap.protocol.upload.max-size", uploadLimit(b.in))
		s.because("%s: an account may send four at once, each held four times", budget.Size(s.Value.Int))
	}
}

// mail bounds messages, and sizes the spam classifier.
func (b *builder) mail() {
	b.section = "mail"
	if b.serves("smtp") {
		a := messageLimit(b.in)
		b.calc("session.data.limits.size", a).because("%s: taking in a message holds it six times", budget.Size(a.n))
	}
	if b.in.Version.AtLeast(15) {
		a := classifierFeatures(b.in.Workload)
		b.calc("spam-filter.classifier.parameters.features", a).because("2^%d features: %s of memory, %s while training", a.n, budget.Size(4<<a.n), budget.Size(48<<a.n))
	}
	if len(b.in.Domains) > 0 {
		b.set("report.domain", Str(b.in.Domains[0])).because("reports and bounces are sent from here").from("v0.15.5 common/src/config/network.rs:196")
	}
}

// queueOf is one of the server's four queues with what it does by itself.
type queueOf struct {
	id       string // of ours
	source   string // the condition under which mail goes there, "" for all other mail
	deliver  ladder
	seeded   uint64
	retry    []string
	notify   []string
	expire   string
	attempts uint64
}

// queues are the server's own with other names: those it stores in its database
// at the first start under local, remote, dsn and report win over a file until
// the second start (v0.15.5 common/src/manager/boot.rs:81 and :358).
func queues() []queueOf {
	retry := []string{"2m", "5m", "10m", "15m", "30m", "1h", "2h"}
	return []queueOf{
		{"own-in", "is_local_domain('*', rcpt_domain)", localDeliveries, 25, retry, []string{"1d", "3d"}, "3d", 0},
		{"own-out", "", remoteDeliveries, 50, retry, []string{"1d", "3d"}, "3d", 0},
		{"own-dsn", "source == 'dsn'", dsnDeliveries, 5, []string{"15m", "30m", "1h", "2h"}, nil, "", 10},
		{"own-rep", "source == 'report'", reportDeliveries, 5, []string{"30m", "1h", "2h"}, nil, "", 8},
	}
}

// queue bounds deliveries at the same time, unless the server's own numbers are
// right.
func (b *builder) queue() {
	b.section = "queue"
	all := queues()
	amounts := make([]amount, len(all))
	usual := true
	for i := range all {
		amounts[i] = all[i].deliver.whole(b.in.Workload).atMost(deliveriesFor(b.in.Host.RAM.Value, all[i].seeded), "a fifth of the memory for messages in delivery")
		usual = usual && amounts[i].n == all[i].seeded
	}
	if usual || !b.serves("smtp") {
		return
	}
	for i := range all {
		s := b.calc("queue.virtual."+all[i].id+".threads-per-node", amounts[i])
		s.because("%s", [...]string{"deliveries to mailboxes here at a time", "to other servers", "bounces", "reports"}[i])
	}
	for i := range all {
		b.schedule(&all[i])
	}
	b.set("queue.strategy.schedule", Value{Kind: Conditions, Cases: []Case{
		{all[0].source, "'" + all[0].id + "'"}, {all[2].source, "'" + all[2].id + "'"}, {all[3].source, "'" + all[3].id + "'"}, {"", "'" + all[1].id + "'"}}}).
		from("v0.15.5 common/src/config/smtp/queue.rs:203")
}

// deliveriesFor is a queue's part of the deliveries that fit a fifth of the
// memory with messages of 1 MiB held four times, divided as the server's own
// numbers are.
func deliveriesFor(ram, seeded uint64) uint64 { return max(ram/5/(4*mib)*seeded/85, 1) }

func (b *builder) schedule(q *queueOf) {
	at := "queue.schedule." + q.id + "."
	b.set(at+"queue-name", Str(q.id))
	b.set(at+"retry", Strs(q.retry...))
	if len(q.notify) > 0 {
		b.set(at+"notify", Strs(q.notify...))
	}
	if q.expire != "" {
		b.set(at+"expire", Str(q.expire))
	} else {
		b.set(at+"max-attempts", Num(q.attempts))
	}
}

func (b *builder) caches() {
	b.section = "cache"
	w := b.in.Workload
	message := messageCache(b.in)
	s := b.calc("cache.message.size", message)
	s.because("%s: %s", budget.Size(message.n), messageWhy(&message, b.in))
	shards := messageShards(message.n, b.in)
	largest := budget.LargestMailbox(message.n, 32*shards, int(b.in.Host.Cores.Value))
	s = b.calc("cache.message.capacity", amount{n: 32 * shards, formula: "32 × parts; the most that each hold 3 × the largest mailbox",
		inputs: []string{named("parts", shards), named("largest-mailbox", w.LargestMailbox)}, source: "v0.15.5 utils/src/cache.rs:42; docs/resource-model.md, memory"})
	s.because("%s for mailboxes of up to %d messages", parts(shards), readable(largest))
	token := tokenCache.bytes(w).atLeast(cacheStep(uint64(1.3*950*float64(w.Users)*w.ActiveShare)), "the accounts active in a day")
	for _, c := range []struct {
		name string
		a    amount
	}{
		{"access-token", token}, {"events", eventsCache.bytes(w)}, {"contacts", contactsCache.bytes(w)}, {"files", filesCache.bytes(w)},
		{"dns.txt", dnsCache.bytes(w)}, {"dns.mx", dnsCache.bytes(w)}, {"dns.ipv4", dnsCache.bytes(w)}, {"dns.ipv6", dnsCache.bytes(w)}, {"dns.rbl", dnsCache.bytes(w)},
	} {
		b.calc("cache."+c.name+".size", c.a).because("%s", budget.Size(c.a.n))
	}
}

func parts(n uint64) string {
	if n == 1 {
		return "one part,"
	}
	return strconv.FormatUint(n, 10) + " parts, each"
}

// messageWhy names what decided the size.
func messageWhy(a *amount, in *Inputs) string {
	if a.clamp != "" {
		return a.clamp
	}
	return "the " + strconv.FormatFloat(float64(in.Workload.Users)*in.Workload.ActiveShare, 'f', 0, 64) + " accounts active in a day"
}

func numbers(n []uint64) []string {
	out := make([]string, len(n))
	for i, x := range n {
		out[i] = strconv.FormatUint(x, 10)
	}
	return out
}
