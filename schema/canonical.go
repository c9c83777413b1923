package schema

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Canonical writes a value so that values the server reads alike are the same
// text: 5m and 300000 are both 300000, postgresql and PostgreSQL are both
// postgresql. Durations and the periods of rates are in milliseconds. A value
// the server cannot read stays as it is, and so do texts and expressions.
func (k *Key) Canonical(text string) string {
	if k.Optional && None(text) {
		return "false"
	}
	if k.Check(text) != nil {
		return text
	}
	c := k.canonicalType(text)
	if k.Optional && None(c) {
		return "+" + c // 00 is the number zero, 0 would be none
	}
	return c
}

// canonicalType writes a value that the server can read.
func (k *Key) canonicalType(text string) string {
	switch k.Type {
	case U16, U32, U64, Usize:
		n, _ := ParseUint(text, 64)
		return strconv.FormatUint(n, 10)
	case I32:
		n, _ := ParseInt(text, 32)
		return strconv.FormatInt(n, 10)
	case Float:
		return canonicalFloat(text)
	case Duration:
		ms, _ := ParseDuration(text)
		return strconv.FormatUint(ms, 10)
	case RateType:
		return canonicalRate(text)
	case IP:
		a, _ := ParseIP(text)
		return a.String()
	case IPMask, IPOrMask:
		return canonicalNetwork(text)
	case SocketAddress:
		a, _ := ParseSocketAddress(text)
		return a.String()
	case CronType:
		return canonicalCron(text)
	case Enum:
		return k.canonicalEnum(text)
	case NodeList:
		return canonicalNodes(text)
	case EventPattern:
		return strings.TrimSpace(text)
	}
	return text
}

func canonicalFloat(text string) string {
	f, err := ParseFloat(text)
	switch {
	case err != nil:
		return text
	case math.IsNaN(f):
		return "nan"
	case f == 0:
		return "0" // minus zero too
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

func canonicalRate(text string) string {
	r, _ := ParseRate(text)
	if r == (Rate{}) {
		return "none"
	}
	return fmt.Sprintf("%d/%d", r.Requests, r.Period)
}

// canonicalNetwork clears the bits behind the prefix, which the server does not
// compare (v0.15.5 crates/utils/src/config/ipmask.rs).
func canonicalNetwork(text string) string {
	p, err := ParseIPMask(text)
	switch {
	case err != nil:
		return text
	case p.Bits() == p.Addr().BitLen():
		return p.Addr().String()
	}
	return p.Masked().String()
}

func canonicalCron(text string) string {
	c, _ := ParseCron(text)
	switch c.Kind {
	case "hour":
		return fmt.Sprintf("%d * *", c.Minute)
	case "day":
		return fmt.Sprintf("%d %d *", c.Minute, c.Hour)
	}
	return fmt.Sprintf("%d %d %d", c.Minute, c.Hour, c.Day)
}

// canonicalEnum is the value that a word, its other spelling or its alias names.
func (k *Key) canonicalEnum(text string) string {
	if k.Trimmed {
		text = strings.TrimSpace(text)
	}
	if k.isLanguage() {
		text, _, _ = strings.Cut(text, "-")
	}
	for _, v := range k.Values {
		if v == text || k.AnyCase && strings.EqualFold(v, text) {
			text = v
			break
		}
	}
	for _, a := range k.Aliases {
		if alias, value, ok := strings.Cut(a, "="); ok && alias == text {
			return value
		}
	}
	return text
}

func canonicalNodes(text string) string {
	var nodes []uint64
	for _, part := range strings.Split(text, ",") {
		n, _ := ParseUint(strings.TrimSpace(part), 64)
		nodes = append(nodes, n)
	}
	slices.Sort(nodes)
	var out []string
	for _, n := range slices.Compact(nodes) {
		out = append(out, strconv.FormatUint(n, 10))
	}
	return strings.Join(out, ",")
}
