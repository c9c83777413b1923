package suppress

import (
	"fmt"
	"strings"
)

// DigestLen is the length of a digest of a generated setting: four characters
// for the key and four for the value, of the alphabet of base64 in URLs.
const DigestLen = 8

// Digests reads what follows the word "generated" of a directive: digests, and
// names of tables with a colon, which are for people.
func Digests(words string) ([]string, error) {
	var out []string
	for _, w := range strings.Fields(words) {
		if strings.HasSuffix(w, ":") {
			continue
		}
		if len(w) != DigestLen || strings.Trim(w, digestAlphabet) != "" {
			return out, fmt.Errorf("%q is no digest of a generated setting", w)
		}
		out = append(out, w)
	}
	return out, nil
}

const digestAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
