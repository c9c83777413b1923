package semdiff

import (
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// Normal writes a configuration so that those with the same meaning are the
// same text: a setting a line in the order of the keys, values in one spelling,
// lists without order sorted. show masks a value; its key is given.
func Normal(set *settings.Set, show func(key, text string) string) string {
	var b strings.Builder
	for _, it := range items(set) {
		it.write(&b, show)
	}
	return b.String()
}

func (it *item) write(b *strings.Builder, show func(key, text string) string) {
	spelt := func(e *elem) string {
		text := show(e.key, e.text)
		if text == e.text {
			text = it.spell(e.canon)
		}
		return quoted(text)
	}
	b.WriteString(it.key)
	switch it.form {
	case single:
		b.WriteString(" = " + spelt(&it.elems[0]) + "\n")
		return
	case conditions:
		b.WriteString(" = [\n")
		for i := range it.elems {
			e := &it.elems[i]
			switch {
			case e.label == "then":
				b.WriteString(", then = " + spelt(e) + " },\n")
				continue
			case e.label == "if" && (i+1 >= len(it.elems) || it.elems[i+1].label != "then"):
				b.WriteString("  { if = " + spelt(e) + " },\n")
				continue
			case e.label == "if":
				b.WriteString("  { if = " + spelt(e))
				continue
			}
			b.WriteString("  { " + e.label + " = " + spelt(e) + " },\n")
		}
		b.WriteString("]\n")
		return
	}
	lines := make([]string, len(it.elems))
	for i := range it.elems {
		lines[i] = "  " + spelt(&it.elems[i]) + ",\n"
	}
	if it.k != nil && !schema.Ordered(it.k) {
		lines = sortedOnce(lines)
	}
	if len(lines) == 1 && it.k != nil { // x = "a" and x = ["a"] are the same
		b.WriteString(" = [" + strings.TrimSuffix(strings.TrimSpace(lines[0]), ",") + "]\n")
		return
	}
	b.WriteString(" = [\n" + strings.Join(lines, "") + "]\n")
}

// spell writes a canonical text as people do.
func (it *item) spell(canon string) string {
	if it.k == nil {
		return canon
	}
	switch it.k.Type {
	case schema.Duration:
		if ms, err := strconv.ParseUint(canon, 10, 64); err == nil {
			return spellDuration(ms)
		}
	case schema.RateType:
		if n, period, ok := strings.Cut(canon, "/"); ok {
			if ms, err := strconv.ParseUint(period, 10, 64); err == nil {
				return n + "/" + spellDuration(ms)
			}
		}
	}
	return canon
}

// spellDuration writes milliseconds with the largest unit that fits.
func spellDuration(ms uint64) string {
	for _, u := range []struct {
		name string
		ms   uint64
	}{{"d", 86_400_000}, {"h", 3_600_000}, {"m", 60_000}, {"s", 1000}} {
		if ms >= u.ms && ms%u.ms == 0 {
			return strconv.FormatUint(ms/u.ms, 10) + u.name
		}
	}
	return strconv.FormatUint(ms, 10) + "ms"
}

// quoted writes a text in quotes, one with lines as lines.
func quoted(s string) string {
	if strings.Contains(s, "\n") {
		return "'''\n" + s + "'''"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// minKnown is how many known settings make a file one of Stalwart.
const minKnown = 2

// LooksLikeStalwart reports whether most settings of a file are Stalwart's.
func LooksLikeStalwart(set *settings.Set) bool {
	all := set.All()
	known := 0
	for i := range all {
		if _, ok := set.Match(&all[i]); ok {
			known++
		}
	}
	return known >= minKnown && known*2 >= len(all)
}
