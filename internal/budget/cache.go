package budget

import "math"

// Shards is the number of parts a cache of this size has: a power of two of at
// most four per core, halved until each holds 32 items. capacity is the
// setting of that name in items, 0 if unset; item is the estimated size of one.
func Shards(size, capacity, item uint64, cores int) uint64 {
	items := float64(capacity)
	if capacity == 0 {
		items = float64(size) / float64(max(item, 1))
	}
	p := uint64(1)
	for p < uint64(4*max(cores, 1)) {
		p *= 2
	}
	for p > 1 && math.Ceil(items/float64(p)) < c(cShardItems) {
		p /= 2
	}
	return p
}

// defaultFolders is how many folders an account is taken to have.
const defaultFolders = 30

// MailboxWeight is what an account with that many messages weighs in the
// message cache, in bytes.
func MailboxWeight(messages uint64) uint64 {
	return uint64(c(cMessage))*messages + uint64(c(cFolder))*defaultFolders + uint64(c(cAccountCache))
}

// LargestMailbox is the number of messages of the largest account that a message
// cache of this size can hold: an entry above 97 % of its shard is refused.
func LargestMailbox(size, capacity uint64, cores int) uint64 {
	shard := c(cAdmit) * float64(size) / float64(Shards(size, capacity, uint64(c(cMessageItem)), cores))
	return uint64(shard / c(cMessage))
}

// SmallestCache is the size in bytes a message cache needs, without a capacity,
// to hold one account of that many messages on that many cores.
func SmallestCache(messages uint64, cores int) uint64 {
	w := float64(MailboxWeight(messages)) / c(cAdmit)
	p := uint64(1)
	for p < uint64(4*max(cores, 1)) {
		p *= 2
	}
	best := uint64(math.Ceil(w * float64(p)))
	for ; p >= 1; p /= 2 {
		size := uint64(math.Ceil(w * float64(p)))
		if Shards(size, 0, uint64(c(cMessageItem)), cores) <= p {
			best = min(best, size)
		}
		if p == 1 {
			break
		}
	}
	return best
}

// MessageDemand is the memory the message cache wants for the active accounts
// of a workload, in bytes.
func MessageDemand(w Workload) uint64 {
	active := float64(w.Users) * w.ActiveShare
	return uint64(1.2 * active * (c(cMessage)*float64(w.MailboxMessages) + 4096))
}

// Parts is the number of parts of a message cache of this size.
func Parts(size, capacity uint64, cores int) uint64 {
	return Shards(size, capacity, uint64(c(cMessageItem)), cores)
}
