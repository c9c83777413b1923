package schema

import (
	"errors"
	"fmt"
	"math"
	"net/netip"
	"strconv"
	"strings"
)

// None reports whether an Option setting is switched off by this text: empty,
// false, disable, disabled or never in any case, or exactly 0
// (Stalwart v0.15.5 crates/utils/src/config/utils.rs).
func None(text string) bool {
	switch {
	case text == "", text == "0":
		return true
	case strings.EqualFold(text, "false"), strings.EqualFold(text, "disable"),
		strings.EqualFold(text, "disabled"), strings.EqualFold(text, "never"):
		return true
	}
	return false
}

// ParseBool reads exactly true or false.
func ParseBool(text string) (bool, error) {
	switch text {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, errors.New("a boolean is exactly true or false")
}

// ParseUint reads an unsigned integer of the given width: decimal digits with
// an optional plus sign.
func ParseUint(text string, bits int) (uint64, error) {
	digits := strings.TrimPrefix(text, "+")
	n, err := strconv.ParseUint(digits, 10, bits)
	switch {
	case !onlyDigits(digits):
		return 0, errors.New(numberHint(text))
	case err != nil:
		return 0, fmt.Errorf("the number is above %d", uint64(math.MaxUint64)>>(64-bits))
	}
	return n, nil
}

// ParseInt reads a signed integer of the given width.
func ParseInt(text string, bits int) (int64, error) {
	digits := strings.TrimPrefix(text, "+")
	if len(digits) == len(text) {
		digits = strings.TrimPrefix(text, "-")
	}
	if !onlyDigits(digits) {
		return 0, errors.New("a whole number is expected")
	}
	n, err := strconv.ParseInt(strings.TrimPrefix(text, "+"), 10, bits)
	if err != nil {
		return 0, fmt.Errorf("the number does not fit %d bits", bits)
	}
	return n, nil
}

func onlyDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// numberHint says why a text is no unsigned integer.
func numberHint(text string) string {
	t := strings.TrimSpace(text)
	i := 0
	for i < len(t) && (t[i] >= '0' && t[i] <= '9') {
		i++
	}
	switch {
	case t == "":
		return "a number is missing"
	case strings.ContainsAny(t, "_"):
		return "digits may not be grouped with underscores"
	case i > 0 && i < len(t):
		return "a number takes no unit or other characters"
	}
	return "a whole number is expected"
}

// ParseFloat reads a number as Rust does: 1, 1.5, .5, 1e3, inf, nan; no blanks,
// no hexadecimal, no underscores. Numbers too large are infinite.
func ParseFloat(text string) (float64, error) {
	bad := errors.New("a number such as 1.5 is expected")
	body := strings.TrimLeft(text, "+-")
	if len(text)-len(body) > 1 {
		return 0, bad
	}
	switch strings.ToLower(body) {
	case "nan":
		return math.NaN(), nil // with a sign too
	case "inf", "infinity":
	default:
		if strings.Trim(body, "0123456789.eE+-") != "" || !strings.ContainsAny(body, "0123456789") {
			return 0, bad
		}
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, bad
	}
	return f, nil
}

// durationUnit is how many milliseconds a unit has.
func durationUnit(unit string) (uint64, bool) {
	switch unit {
	case "d":
		return 24 * 60 * 60 * 1000, true
	case "h":
		return 60 * 60 * 1000, true
	case "m":
		return 60 * 1000, true
	case "s":
		return 1000, true
	case "ms", "":
		return 1, true
	}
	return 0, false
}

// ParseDuration reads a duration in milliseconds. The server collects all
// digits and all other characters apart from each other, so 1s5 is 15 s; an
// overflow wraps around. Zero is refused.
func ParseDuration(text string) (ms uint64, err error) {
	var digits, unit []byte
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			digits = append(digits, c)
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f':
		case 'A' <= c && c <= 'Z':
			unit = append(unit, c+'a'-'A')
		default:
			unit = append(unit, c)
		}
	}
	factor, ok := durationUnit(string(unit))
	n, perr := strconv.ParseUint(string(digits), 10, 64)
	switch {
	case !ok && len(unit) > 1 && len(digits) > 1:
		return 0, errors.New("a duration has one whole number and one unit: d, h, m, s or ms")
	case !ok:
		return 0, errors.New("the unit of a duration is d, h, m, s or ms")
	case len(digits) == 0:
		return 0, errors.New("a duration begins with a number")
	case perr != nil:
		return 0, errors.New("the number is too large")
	case n == 0:
		return 0, errors.New("a duration must be above zero")
	}
	return n * factor, nil
}

// Rate is a number of requests in a period of milliseconds.
type Rate struct{ Requests, Period uint64 }

// ParseRate reads count/duration. Periods under a second count as one second;
// exactly false, none and unlimited give the zero rate.
func ParseRate(text string) (Rate, error) {
	count, period, ok := strings.Cut(text, "/")
	if !ok {
		switch text {
		case "false", "none", "unlimited":
			return Rate{}, nil
		}
		return Rate{}, errors.New("a rate is a count, a slash and a duration, as 5/1s")
	}
	n, err := ParseUint(trimRust(count), 64)
	if err != nil || n == 0 {
		return Rate{}, errors.New("the count of a rate is a whole number above zero")
	}
	ms, err := ParseDuration(period)
	if err != nil {
		return Rate{}, fmt.Errorf("the period of the rate: %w", err)
	}
	return Rate{n, max(ms, 1000)}, nil
}

// trimRust cuts Unicode white space at both ends.
func trimRust(s string) string { return strings.TrimSpace(s) }

// ParseIP reads an address without port, brackets, zone or blanks.
func ParseIP(text string) (netip.Addr, error) {
	a, err := netip.ParseAddr(text)
	if err != nil || a.Zone() != "" {
		return netip.Addr{}, errors.New("an IP address is expected, without port, brackets or blanks")
	}
	return a, nil
}

// ParseIPMask reads an address or a network. Prefixes shorter than 8 bits are
// refused, so 0.0.0.0/0 and ::/0 are.
func ParseIPMask(text string) (netip.Prefix, error) {
	i := strings.LastIndexByte(text, '/')
	if i < 0 {
		a, err := ParseIP(trimRust(text))
		if err != nil {
			return netip.Prefix{}, errors.New("an IP address or network is expected, as 10.0.0.0/8")
		}
		return netip.PrefixFrom(a, a.BitLen()), nil
	}
	a, err := ParseIP(trimRust(text[:i]))
	bits, err2 := ParseUint(trimRust(text[i+1:]), 32)
	switch {
	case err != nil || err2 != nil:
		return netip.Prefix{}, errors.New("a network is an address, a slash and a number of bits, as 10.0.0.0/8")
	case bits < 8:
		return netip.Prefix{}, errors.New("networks with fewer than 8 prefix bits are refused")
	case bits > uint64(a.BitLen()):
		return netip.Prefix{}, fmt.Errorf("the prefix has more than %d bits", a.BitLen())
	}
	return netip.PrefixFrom(a, int(bits)), nil
}

// ParseIPOrMask reads an address, or a network when there is a slash.
func ParseIPOrMask(text string) (netip.Prefix, error) {
	if strings.Contains(text, "/") {
		return ParseIPMask(text)
	}
	a, err := ParseIP(text)
	if err != nil {
		return netip.Prefix{}, err
	}
	return netip.PrefixFrom(a, a.BitLen()), nil
}

// ParseSocketAddress reads ip:port or [ip]:port. A zone must be a number.
func ParseSocketAddress(text string) (netip.AddrPort, error) {
	a, err := netip.ParseAddrPort(text)
	if err == nil && a.Addr().Zone() != "" {
		_, err = strconv.ParseUint(a.Addr().Zone(), 10, 32)
	}
	if err == nil {
		return a, nil
	}
	host, port, ok := cutPort(text)
	switch n, perr := strconv.ParseUint(port, 10, 64); {
	case ok && perr == nil && n > 65535:
		return netip.AddrPort{}, errors.New("a port is at most 65535")
	case ok && host == "*":
		return netip.AddrPort{}, fmt.Errorf("an address is expected, not *; [::]:%s means all", port)
	case ok && perr == nil:
		return netip.AddrPort{}, errors.New("a numeric IP address is expected before the port")
	}
	return netip.AddrPort{}, errors.New("an address and a port are expected, as 127.0.0.1:25 or [::]:25")
}

func cutPort(text string) (host, port string, ok bool) {
	i := strings.LastIndexByte(text, ':')
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+1:], true
}

// Cron is a parsed schedule: hourly, daily or weekly.
type Cron struct {
	Kind              string // "hour", "day" or "week"
	Day, Hour, Minute uint64
}

// ParseCron reads "minute hour weekday". By a mistake of the server the range
// of the weekday is tested on the hour, so weekly schedules work for hours 1 to
// 7 only, with any weekday (Stalwart v0.15.5 crates/utils/src/config/cron.rs).
func ParseCron(text string) (Cron, error) {
	parts := strings.Split(text, " ")
	minute, err := ParseUint(parts[0], 32)
	if err != nil || minute > 59 {
		return Cron{}, errors.New("a schedule begins with a minute from 0 to 59")
	}
	if len(parts) < 2 || parts[1] == "" {
		return Cron{}, errors.New("a schedule is minute, hour and weekday, with single blanks, as 0 3 *")
	}
	if parts[1][0] == '*' {
		return Cron{Kind: "hour", Minute: minute}, nil
	}
	hour, err := ParseUint(parts[1], 32)
	if err != nil || hour > 23 {
		return Cron{}, errors.New("the hour of a schedule is * or a number from 0 to 23")
	}
	if len(parts) < 3 || parts[2] == "" {
		return Cron{}, errors.New("a schedule needs a weekday after the hour, or *")
	}
	if parts[2][0] == '*' {
		return Cron{Kind: "day", Hour: hour, Minute: minute}, nil
	}
	day, err := ParseUint(parts[2], 32)
	switch {
	case err != nil:
		return Cron{}, errors.New("the weekday of a schedule is * or a number")
	case hour < 1 || hour > 7:
		return Cron{}, errors.New("a weekly schedule works for hours 1 to 7 only: the server tests the hour where it means the weekday")
	}
	return Cron{Kind: "week", Day: day, Hour: hour, Minute: minute}, nil
}
