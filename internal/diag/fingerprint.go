package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/source"
)

// Seal prepares the fingerprints of all findings of one file: rule and key path
// where there is a key, rule and text of the line otherwise; equal ones are told
// apart by their order.
func Seal(f *source.File, fs []Finding) {
	for i := range fs {
		x := &fs[i]
		if x.subject = x.Key; x.subject == "" {
			x.subject = strings.TrimSpace(f.Text(f.LineSpan(f.Line(x.Span.Start))))
		}
	}
	if len(fs) > few {
		type identity struct{ rule, subject string }
		seen := make(map[identity]int, len(fs))
		for i := range fs {
			id := identity{fs[i].identity(), fs[i].subject}
			fs[i].twin = seen[id]
			seen[id]++
		}
		return
	}
	for i := range fs {
		x := &fs[i]
		x.twin = 0
		for j := range i {
			if y := &fs[j]; y.Code == x.Code && y.subject == x.subject && y.identity() == x.identity() {
				x.twin++
			}
		}
	}
}

// few is the number of findings that are compared with each other.
const few = 16

// identity is the rule of a finding: its code, or its name, as the rules of a
// project share their code.
func (f *Finding) identity() string {
	if strings.HasPrefix(f.Code, "SC") {
		return f.Code
	}
	return f.Name
}

// Print is the fingerprint of a finding that was sealed: stable when tables move
// or are re-indented, different for every finding of a file. It is 16 hexadecimal
// digits.
func (f *Finding) Print() string {
	base := f.identity() + "\x00" + f.subject
	if f.twin > 0 {
		base += "\x00" + strconv.Itoa(f.twin)
	}
	sum := sha256.Sum256([]byte(base))
	return hex.EncodeToString(sum[:8])
}
