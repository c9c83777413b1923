package dialect

import (
	"strconv"
	"strings"
)

// names keeps the flattened keys of a document in few, large allocations.
// Stored texts share the memory of a chunk, which is never written again.
type names struct {
	chunk strings.Builder
	size  int // bytes of the next chunk
	total int // bytes stored so far
}

// add stores a copy of the text.
func (n *names) add(b []byte) string {
	n.total += len(b)
	at := n.chunk.Len()
	if n.chunk.Cap()-at < len(b) {
		n.chunk = strings.Builder{}
		n.chunk.Grow(max(n.size, len(b)))
		at = 0
	}
	n.chunk.Write(b)
	return n.chunk.String()[at:]
}

// appendIndex writes a position with at least four digits, as the server names
// the elements of arrays.
func appendIndex(b []byte, i int) []byte {
	for limit := 1000; limit > 1 && i < limit; limit /= 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(i), 10)
}
