package suppress

import (
	"fmt"
	"strings"
)

// The entry of a setting in a mark of what stalcfg generated: digests of its key
// and of its value, in the alphabet of base64 in URLs.
const (
	KeyDigest   = 4
	ValueDigest = 3
	entryLen    = KeyDigest + ValueDigest
	oldWord     = KeyDigest + 4 // of a setting, in marks of several lines
)

// Digests reads what follows the word "generated" of a directive: the entries of
// all settings without blanks between them. Earlier versions wrote a line a table,
// with its name and a colon, a word a setting and a longer digest of its value.
func Digests(words string) ([]string, error) {
	var out []string
	for _, w := range strings.Fields(words) {
		switch {
		case strings.HasSuffix(w, ":"):
		case strings.Trim(w, digestAlphabet) != "", len(w) != oldWord && len(w)%entryLen != 0:
			return out, fmt.Errorf("%q is no list of digests of generated settings", shortened(w))
		case len(w) == oldWord:
			out = append(out, w[:entryLen])
		default:
			for ; w != ""; w = w[entryLen:] {
				out = append(out, w[:entryLen])
			}
		}
	}
	return out, nil
}

func shortened(w string) string {
	const most = 24
	if runes := []rune(w); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return w
}

const digestAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
