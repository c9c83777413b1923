package host

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Fact is one number and where it comes from. The zero value is "not known".
type Fact struct {
	Value  uint64
	Origin string // "--ram", "STALCFG_RAM", "config.toml:1", "/proc/meminfo"
}

// Known reports whether the fact is known.
func (f Fact) Known() bool { return f.Origin != "" }

// Facts is a host. RAM and Swap count bytes, Nofile file descriptors of the
// server's process.
type Facts struct {
	RAM, Cores, Nofile, Swap Fact
}

// Known reports whether anything is known.
func (f *Facts) Known() bool {
	return f != nil && (f.RAM.Known() || f.Cores.Known() || f.Nofile.Known() || f.Swap.Known())
}

// Or fills what f does not know from g.
func (f Facts) Or(g Facts) Facts {
	pick := func(a, b Fact) Fact {
		if a.Known() {
			return a
		}
		return b
	}
	return Facts{pick(f.RAM, g.RAM), pick(f.Cores, g.Cores), pick(f.Nofile, g.Nofile), pick(f.Swap, g.Swap)}
}

// Names are the words for the facts in flags, directives and files.
var Names = [...]string{"ram", "cores", "nofile", "swap"}

// Set reads one fact by its name: sizes for ram and swap, whole numbers for
// cores and nofile.
func (f *Facts) Set(name, text, origin string) error {
	var n uint64
	var err error
	var target *Fact
	switch name {
	case "ram":
		target = &f.RAM
		n, err = ParseSize(text)
	case "swap":
		target = &f.Swap
		n, err = ParseSize(text)
	case "cores":
		target = &f.Cores
		n, err = parseCores(text)
	case "nofile":
		target = &f.Nofile
		n, err = strconv.ParseUint(text, 10, 64)
		if err != nil {
			err = errors.New("a whole number of file descriptors is expected")
		}
	default:
		return fmt.Errorf("unknown host fact %q (use %s)", name, strings.Join(Names[:], ", "))
	}
	if err == nil && n == 0 && name != "swap" {
		err = errors.New("it must be above zero")
	}
	if err != nil {
		return fmt.Errorf("%s = %q: %w", name, text, err)
	}
	*target = Fact{n, origin}
	return nil
}

// parseCores takes whole numbers, and fractions as container limits have them;
// the server sees the whole part, at least one.
func parseCores(text string) (uint64, error) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f <= 0 || f > 4096 || math.IsNaN(f) {
		return 0, errors.New("a number of processors is expected")
	}
	return max(uint64(f), 1), nil
}

// ParseSize reads a size in bytes as people write it. KiB, MiB, GiB, TiB and
// the bare letters K, M, G, T count 1024; KB, MB, GB, TB count 1000.
func ParseSize(text string) (uint64, error) {
	s := strings.TrimSpace(text)
	i := 0
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '.') {
		i++
	}
	factor, ok := sizeUnit(strings.ToLower(strings.TrimSpace(s[i:])))
	if i == 0 || !ok {
		return 0, errors.New("a size is a number with a unit, as 4GiB or 512M")
	}
	if whole, err := strconv.ParseUint(s[:i], 10, 64); err == nil {
		if whole > math.MaxInt64/factor {
			return 0, errors.New("the size is too large")
		}
		return whole * factor, nil
	}
	f, err := strconv.ParseFloat(s[:i], 64)
	if err != nil || f*float64(factor) > math.MaxInt64 {
		return 0, errors.New("a size is a number with a unit, as 4GiB or 512M")
	}
	return uint64(f * float64(factor)), nil
}

func sizeUnit(u string) (uint64, bool) {
	power := strings.IndexByte("bkmgt", (u + "b")[0])
	switch {
	case power < 0:
		return 0, false
	case u == "" || u == "b":
		return 1, true
	case len(u) == 1, u[1:] == "ib", u[1:] == "i":
		return 1 << (10 * power), true
	case u[1:] == "b":
		return uint64(math.Pow10(3 * power)), true
	}
	return 0, false
}

// FormatSize writes bytes for people, in binary units.
func FormatSize(n uint64) string {
	units := []string{"B", "KiB", "MiB", "GiB", "TiB"}
	f, i := float64(n), 0
	for f >= 1024 && i < len(units)-1 {
		f /= 1024
		i++
	}
	if f >= 100 || f == math.Trunc(f) {
		return fmt.Sprintf("%.0f %s", f, units[i])
	}
	return fmt.Sprintf("%.1f %s", f, units[i])
}

// ParseDirective reads the words of `# stalcfg: host ram=4GiB cores=2` behind
// "host".
func ParseDirective(words, origin string) (Facts, error) {
	var f Facts
	for _, w := range strings.Fields(words) {
		name, value, ok := strings.Cut(w, "=")
		if !ok {
			return f, fmt.Errorf("%q is not name=value", w)
		}
		if err := f.Set(name, value, origin); err != nil {
			return f, err
		}
	}
	return f, nil
}

// FromEnvironment reads STALCFG_RAM, STALCFG_CORES, STALCFG_NOFILE and
// STALCFG_SWAP.
func FromEnvironment(lookup func(string) (string, bool)) (Facts, error) {
	var f Facts
	for _, name := range Names {
		env := "STALCFG_" + strings.ToUpper(name)
		if v, ok := lookup(env); ok && v != "" {
			if err := f.Set(name, v, env); err != nil {
				return f, fmt.Errorf("%s: %w", env, err)
			}
		}
	}
	return f, nil
}
