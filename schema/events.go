package schema

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// IsEvent reports whether an event has exactly this name (v0.15.5
// crates/trc/src/lib.rs).
func IsEvent(name string) bool {
	_, ok := slices.BinarySearch(eventNames[:], name)
	return ok
}

// NearestEvent is the name of an event that a word was probably meant to be, or
// "".
func NearestEvent(word string) string {
	word = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(word)), "_", "-")
	if len(word) > 80 {
		return ""
	}
	best, cost := "", 3
	for _, name := range eventNames {
		if d := len(name) - len(word); d > 2 || d < -2 {
			continue
		}
		if d := distance(word, name); d < cost {
			best, cost = name, d
		}
	}
	return best
}

// checkEvents reads what lists of events hold: the name of an event, or the
// beginning or end of names and a star. What a star covers is not checked by the
// server, not even that it covers anything (v0.15.5
// crates/common/src/config/telemetry.rs:876).
func checkEvents(text string) error {
	name := strings.TrimSpace(text)
	if strings.HasPrefix(name, "*") || strings.HasSuffix(name, "*") || IsEvent(name) {
		return nil
	}
	if best := NearestEvent(name); best != "" {
		return fmt.Errorf("no event has this name; %s is one", best)
	}
	return errors.New("no event has this name; names are like auth.success, patterns like auth.*")
}

// checkNodes reads a list of the numbers of nodes (v0.15.5
// crates/common/src/config/network.rs:305).
func checkNodes(text string) error {
	for _, part := range strings.Split(text, ",") {
		if _, err := ParseUint(strings.TrimSpace(part), 64); err != nil {
			return errors.New("numbers of nodes are expected, with commas between them, as 1,2")
		}
	}
	return nil
}
