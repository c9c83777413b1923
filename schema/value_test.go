package schema_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/golden/published"
	"github.com/stalcfg/stalcfg/schema"
)

// TestValueVectors compares with what the server's parsers made of each value.
func TestValueVectors(t *testing.T) {
	published.Lines(t, "dialect/values.jsonl", 1000, func(line []byte) {
		var v struct {
			Type, Input string
			OK          string
			Error       bool
		}
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		got, err := render(v.Type, v.Input)
		if (err != nil) != v.Error || err == nil && got != v.OK {
			t.Errorf("%s %q: got %q, %v; the server: %q, error %v", v.Type, v.Input, got, err, v.OK, v.Error)
		}
	})
}

// render parses a value and prints it the way the vectors were recorded.
func render(kind, in string) (string, error) {
	if opt, ok := strings.CutPrefix(kind, "opt-"); ok {
		if schema.None(in) {
			return "None", nil
		}
		s, err := render(opt, in)
		return "Some(" + s + ")", err
	}
	switch kind {
	case "duration":
		ms, err := schema.ParseDuration(in)
		return fmt.Sprint(ms), err
	case "rate":
		r, err := schema.ParseRate(in)
		return fmt.Sprintf("(%d, %d)", r.Requests, r.Period), err
	case "u64":
		n, err := schema.ParseUint(in, 64)
		return fmt.Sprint(n), err
	case "u16":
		n, err := schema.ParseUint(in, 16)
		return fmt.Sprint(n), err
	case "i32":
		n, err := schema.ParseInt(in, 32)
		return fmt.Sprint(n), err
	case "f64":
		f, err := schema.ParseFloat(in)
		return rustFloat(f), err
	case "bool":
		b, err := schema.ParseBool(in)
		return fmt.Sprint(b), err
	case "ip":
		a, err := schema.ParseIP(in)
		return a.String(), err
	case "ipmask":
		p, err := schema.ParseIPMask(in)
		return rustMask(p), err
	case "ip-or-mask":
		p, err := schema.ParseIPOrMask(in)
		if strings.Contains(in, "/") {
			return "Mask(" + rustMask(p) + ")", err
		}
		return "Ip(" + p.Addr().String() + ")", err
	case "socket-addr":
		a, err := schema.ParseSocketAddress(in)
		return a.String(), err
	case "cron":
		c, err := schema.ParseCron(in)
		switch c.Kind {
		case "hour":
			return fmt.Sprintf("Hour { minute: %d }", c.Minute), err
		case "day":
			return fmt.Sprintf("Day { hour: %d, minute: %d }", c.Hour, c.Minute), err
		}
		return fmt.Sprintf("Week { day: %d, hour: %d, minute: %d }", c.Day, c.Hour, c.Minute), err
	}
	return "", fmt.Errorf("type %q is not known to the test", kind)
}

func rustFloat(f float64) string {
	s := strconv.FormatFloat(f, 'g', -1, 64)
	switch s {
	case "+Inf":
		return "inf"
	case "-Inf":
		return "-inf"
	case "NaN":
		return s
	}
	if strings.Contains(s, "e") {
		mantissa, exp, _ := strings.Cut(s, "e")
		n, _ := strconv.Atoi(exp)
		if n >= 16 || n < -5 {
			return mantissa + "e" + strconv.Itoa(n)
		}
		s = strconv.FormatFloat(f, 'f', -1, 64)
	}
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

func rustMask(p netip.Prefix) string {
	if !p.IsValid() {
		return ""
	}
	bits := uint(p.Addr().BitLen())
	mask := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), bits), new(big.Int).Lsh(big.NewInt(1), bits-uint(p.Bits())))
	family := "V6"
	if p.Addr().Is4() {
		family = "V4"
	}
	return fmt.Sprintf("%s { addr: %s, mask: %s }", family, p.Addr(), mask)
}

// FuzzValues demands that no text makes a parser panic.
func FuzzValues(f *testing.F) {
	for _, s := range []string{"5m", "1/1s", "[::]:25", "10.0.0.0/8", "0 3 *", "1e3", "true", "-1"} {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, s string) {
		for i := range schema.All() {
			_ = schema.All()[i].Check(s)
		}
	})
}
