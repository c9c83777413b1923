package budget

import (
	"math"
	"math/bits"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// Shares of the host that a configuration should keep to.
const (
	ShareIdle        = 0.40 // of the memory, for idle connections up to all limits
	ShareDescriptors = 0.80 // of the descriptors, with everything open
	ShareMessage     = 0.25 // of the memory, for one message of the largest size
	ShareBodies      = 0.50 // of the memory, for the requests of one account
	ShareAppend      = 0.10 // of the memory, for two appended messages
	ShareCache       = 0.25 // of the memory, for the message cache
)

// Fit is one set of values with which a configuration fits its host. Every rule
// that proposes a value takes it from here, so that no two contradict.
type Fit struct {
	Connections uint64 // the most that a single listener may admit; Unbounded if nothing speaks against it
	FewFiles    bool   // the host has too few descriptors for any limit that makes sense
	Message     uint64 // session.data.limits.size
	IMAPRequest uint64 // imap.request.max-size
	Upload      uint64 // jmap.protocol.upload.max-size

	// Fits is false when no values of these settings help. Then RAM is what the
	// file needs with the values proposed here. Exchange says that another store
	// would do.
	Fits, Exchange bool
	RAM            uint64
}

// The smallest sizes worth proposing: below them ordinary mail suffers.
const (
	leastMessage = 10 * MiB
	leastUpload  = 10_000_000

	leastListener = 32 // connections
)

// TokenMemory is what an IMAP request made of words of one letter takes in
// memory for each of its bytes.
func TokenMemory() float64 { return c(cKToken) }

// Fit calculates the values; share is the part of the memory that the
// configuration may need.
func (l *Ledger) Fit(set *settings.Set, share float64) Fit {
	var f Fit
	f.Connections, f.FewFiles = l.fitConnections()
	b := builder{set: set}
	message := b.number(uint64(c(cMessageLimit)), messageKey)
	request := b.number(uint64(c(cIMAPRequest)), requestKey)
	upload := b.number(uint64(c(cUploadLimit)), uploadKey)
	at := b.number(4, "jmap.protocol.request.max-concurrent").n
	if x, ok := set.Value("jmap.protocol.request.max-concurrent"); ok && schema.None(x) || at == 0 {
		at = 16 // without a limit
	}
	at = max(at, 4) // fewer is too few for clients
	f.Message, f.IMAPRequest, f.Upload = message.n, request.n, upload.n
	if f.Message == 0 {
		f.Message = uint64(c(cMessageLimit))
	}
	if f.Upload == 0 {
		f.Upload = uint64(c(cUploadLimit))
	}
	if !l.Host.RAM.Known() {
		f.Fits = true
		return f
	}
	ram := float64(l.Host.RAM.Value)
	f.Message = min(f.Message, RoundDown(uint64(ram*ShareMessage/c(cKAccept))))
	f.Upload = min(f.Upload, RoundDown(uint64(ram*ShareBodies/(c(cKHTTP)*float64(at)))))
	f.IMAPRequest = min(f.IMAPRequest, max(RoundDown(uint64(ram*ShareAppend/2)), leastMessage), max(RoundDown(uint64(ram/TokenMemory())), leastMessage))
	l.shrink(&f, share)
	return f
}

// shrink lowers the sizes until the memory at rest and all work in flight keep
// to the share, or tells what it takes.
func (l *Ledger) shrink(f *Fit, share float64) {
	limit := float64(l.Host.RAM.Value) * share
	fixed, store, each := l.fixed()
	need := func(f *Fit) float64 {
		return fixed + each[0]*float64(f.Message) + each[1]*float64(f.IMAPRequest) + each[2]*float64(f.Upload)
	}
	least := *f
	least.Message, least.IMAPRequest, least.Upload = min(f.Message, leastMessage), min(f.IMAPRequest, leastMessage), min(f.Upload, leastUpload)
	if f.Fits = need(&least) <= limit; !f.Fits {
		f.Exchange = store > 0 && need(f)-store <= limit
		f.RAM = RoundUp(uint64(math.Min(need(f)/share, math.MaxInt64)))
		return
	}
	if sum := need(f); sum > limit {
		part := (limit - need(&least)) / (sum - need(&least))
		between := func(lo, hi uint64) uint64 { return max(lo, RoundDown(lo+uint64(float64(hi-lo)*part))) }
		f.Message, f.IMAPRequest, f.Upload = between(least.Message, f.Message), between(least.IMAPRequest, f.IMAPRequest), between(least.Upload, f.Upload)
	}
}

// The settings of which a Fit proposes a value.
const (
	messageKey = "session.data.limits.size"
	requestKey = "imap.request.max-size"
	uploadKey  = "jmap.protocol.upload.max-size"
)

// fixed is the memory that the sizes of messages do not change, the part of it
// that RocksDB stores would give back in favour of SQLite, and what one byte more
// of a message, of an IMAP request and of an upload costs.
func (l *Ledger) fixed() (sum, store float64, each [3]float64) {
	for i := range l.Rows {
		r := &l.Rows[i]
		rest, worst := r.Certain()
		if r.Group != Peak {
			sum += float64(rest)
			if r.Group == Store && r.Value == "rocksdb" {
				cores := float64(max(l.Host.Cores.Value, 1))
				store += float64(rest) - c(cSQLiteBase) - 4*cores*c(cSQLite) + c(cFlush)
			}
			continue
		}
		at := sized(r.Key)
		if at < 0 {
			sum += float64(worst)
			continue
		}
		sum += math.Max(float64(worst)-r.Each*float64(r.Amount), 0)
		each[at] += r.Each
	}
	return sum, store, each
}

// sized is the place of a setting among those of which a Fit proposes a value,
// -1 for others.
func sized(key string) int {
	switch key {
	case messageKey:
		return 0
	case requestKey:
		return 1
	case uploadKey:
		return 2
	}
	return -1
}

// fitConnections is the highest limit of a single listener with which idle
// connections and descriptors keep to their shares.
// short says that the host has too few descriptors for any sensible limit.
func (l *Ledger) fitConnections() (n uint64, short bool) {
	memory, files := math.Inf(1), math.Inf(1)
	if l.Host.RAM.Known() {
		memory = float64(l.Host.RAM.Value) * ShareIdle
	}
	if l.Host.Nofile.Known() {
		files = float64(l.Host.Nofile.Value) * ShareDescriptors
	}
	var few [16]*Row
	listeners := few[:0]
	var most uint64
	for i := range l.Rows {
		r := &l.Rows[i]
		if l.Limited(r) {
			most = max(most, r.Connections)
			listeners = append(listeners, r)
			continue
		}
		files -= float64(r.Descriptors)
		if r.Group == Connections {
			_, worst := r.Certain()
			memory -= float64(worst)
		}
	}
	n = highest(listeners, most, memory, files)
	if n < leastListener { // only more descriptors help against the one shortage
		return max(highest(listeners, most, memory, math.Inf(1)), leastListener), true
	}
	return n, false
}

// highest is the highest readable limit of a single listener that fits.
func highest(rows []*Row, most uint64, memory, files float64) uint64 {
	if carries(rows, most, memory, files) {
		return Unbounded
	}
	lo, hi := uint64(0), most // carries lo, not hi
	for ask := even(rows, memory, files); hi-lo > 1 && RoundDown(lo) != RoundDown(hi-1); {
		if ask <= lo || ask >= hi {
			ask = lo + (hi-lo)/2
		}
		if carries(rows, ask, memory, files) {
			lo, ask = ask, ask+1
		} else {
			hi = ask
		}
	}
	return RoundDown(lo)
}

// even is the limit that fits if every listener admits at least as many: where
// that is so, it is the highest.
func even(listeners []*Row, memory, files float64) uint64 {
	var each float64
	for _, r := range listeners {
		each += r.Each
		files -= float64(r.Descriptors - r.Connections)
	}
	return uint64(max(min(memory/max(each, 1), files/max(float64(len(listeners)), 1), math.MaxInt64), 0))
}

// Limited reports a listener whose limit is known, so that it can be lowered.
func (l *Ledger) Limited(r *Row) bool {
	return r.Group == Connections && r.Source != Macro && r.Each > 0
}

// carries reports whether the host bears listeners that admit so many each.
func carries(listeners []*Row, limit uint64, memory, files float64) bool {
	for _, r := range listeners {
		n := min(r.Connections, limit)
		files -= float64(r.Descriptors - r.Connections + n)
		memory -= max(float64(n)*r.Each, float64(r.Rest))
	}
	return memory >= 0 && files >= 0
}

// RoundDown makes a proposal readable: a multiple of a power of two with two
// leading digits at most.
func RoundDown(n uint64) uint64 {
	shift := max(bits.Len64(n)-6, 0)
	return n >> shift << shift
}

// RoundUp is the next readable number.
func RoundUp(n uint64) uint64 {
	shift := max(bits.Len64(n)-5, 0)
	return (n + 1<<shift - 1) >> shift << shift
}

// CacheFit is a size of the message cache that holds a mailbox and suits the
// accounts, within most bytes, and the capacity it takes for that, 0 for none.
// most bounds the size even where that is too little.
func CacheFit(size, capacity, largest, demand, most uint64, cores int) (uint64, uint64) {
	size = min(max(size, RoundUp(demand)), most)
	if LargestMailbox(size, capacity, cores) >= largest {
		return size, capacity
	}
	if need := RoundUp(SmallestCache(largest, cores)); capacity == 0 && need <= most {
		return max(size, need), 0
	}
	size = min(max(size, RoundUp(scaled(MailboxWeight(largest), 1/c(cAdmit)))), most)
	parts := uint64(1)
	for parts < uint64(4*max(cores, 1)) && LargestMailbox(size, 64*parts, cores) >= largest {
		parts *= 2
	}
	return size, 32 * parts
}
