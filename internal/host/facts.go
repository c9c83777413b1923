package host

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
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

// Facts is a host and what surrounds the server on it. Sizes count bytes.
type Facts struct {
	RAM, Cores, Nofile, Swap Fact // Nofile: file descriptors of the server's process

	Workers       Fact // async workers of the server (TOKIO_WORKER_THREADS); one a core unless known
	MemoryLimit   Fact // of the server's unit or container; Value 0 says that there is none
	Disk          Fact // free space where the data is
	Somaxconn     Fact // net.core.somaxconn
	DBConnections Fact // max_connections of the database server
	Nodes         Fact // nodes of the cluster, this one included
}

// Known reports whether anything is known of the machine itself.
func (f *Facts) Known() bool {
	return f != nil && (f.RAM.Known() || f.Cores.Known() || f.Nofile.Known() || f.Swap.Known())
}

// Names are the words for the facts in flags, directives and files.
var Names = [...]string{"ram", "cores", "workers", "nofile", "swap", "memory-limit", "disk", "somaxconn", "db-max-connections", "nodes"}

// Fact gives the fact of that name, nil for a name that is not in Names.
func (f *Facts) Fact(name string) *Fact {
	all := [len(Names)]*Fact{&f.RAM, &f.Cores, &f.Workers, &f.Nofile, &f.Swap, &f.MemoryLimit, &f.Disk, &f.Somaxconn, &f.DBConnections, &f.Nodes}
	for i, n := range Names {
		if n == name {
			return all[i]
		}
	}
	return nil
}

// Or fills what f does not know from g.
func (f Facts) Or(g Facts) Facts {
	for _, name := range Names {
		if own := f.Fact(name); !own.Known() {
			*own = *g.Fact(name)
		}
	}
	return f
}

// Format writes the value of a fact for people.
func Format(name string, value uint64) string {
	switch {
	case name == "memory-limit" && value == 0:
		return "none"
	case isSize(name):
		return FormatSize(value)
	}
	return strconv.FormatUint(value, 10)
}

func isSize(name string) bool {
	return name == "ram" || name == "swap" || name == "memory-limit" || name == "disk"
}

// Set reads one fact by its name: sizes for ram, swap, memory-limit and disk,
// whole numbers for the others. A memory-limit may be none.
func (f *Facts) Set(name, text, origin string) error {
	target := f.Fact(name)
	if target == nil {
		return fmt.Errorf("unknown host fact %q (use %s)", name, strings.Join(Names[:], ", "))
	}
	n, err := parse(name, text)
	if err == nil && n == 0 && name != "swap" && name != "disk" && name != "memory-limit" {
		err = errors.New("it must be above zero")
	}
	if err != nil {
		return fmt.Errorf("%s = %q: %w", name, text, err)
	}
	*target = Fact{n, origin}
	return nil
}

func parse(name, text string) (uint64, error) {
	switch {
	case name == "cores":
		return parseCores(text)
	case name == "memory-limit":
		return parseLimit(text)
	case isSize(name):
		return ParseSize(text)
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, errors.New("a whole number " + map[string]string{
			"workers": "of async workers ", "nofile": "of file descriptors ", "somaxconn": "of waiting connections ", "db-max-connections": "of database connections ", "nodes": "of nodes ",
		}[name] + "is expected")
	}
	return n, nil
}

// parseLimit reads a size, or the words of systemd and control groups for no
// limit, which give 0.
func parseLimit(text string) (uint64, error) {
	switch text {
	case "none", "max", "infinity":
		return 0, nil
	}
	n, err := ParseSize(text)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%w, or none", err)
	case n == 0:
		return 0, errors.New("it must be above zero; write none where there is no limit")
	}
	return n, nil
}

// parseCores takes whole numbers, and fractions as container limits have them;
// the server sees the whole part, at least one.
func parseCores(text string) (uint64, error) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f <= 0 || f > 4096 || math.IsNaN(f) {
		return 0, errors.New("a number of processors is expected, above 0 and up to 4096")
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
	case power == 0:
		return 0, false
	case len(u) == 1, u[1:] == "ib", u[1:] == "i":
		return 1 << (10 * power), true
	case u[1:] == "b":
		return uint64(math.Pow10(3 * power)), true
	}
	return 0, false
}

// FormatSize writes bytes for people, in binary units.
func FormatSize(n uint64) string {
	var buf [24]byte
	return string(AppendSize(buf[:0], n))
}

// Bytes is a size that writes itself for people, in binary units.
type Bytes uint64

// String is the size as messages have it: "1.5 GiB".
func (b Bytes) String() string { return FormatSize(uint64(b)) }

// AppendSize is FormatSize behind the end of b. One digit follows the point
// below 100 of a unit, rounded to even.
func AppendSize(b []byte, n uint64) []byte {
	units := [...]string{"B", "KiB", "MiB", "GiB", "TiB"}
	i := min(max(bits.Len64(n)-1, 0)/10, len(units)-1)
	shift := uint(10 * i)
	whole := n >> shift
	switch rest := n - whole<<shift; {
	case rest == 0:
		b = strconv.AppendUint(b, whole, 10)
	case whole >= 100:
		b = strconv.AppendUint(b, whole+round(rest, shift, whole), 10)
	default:
		tenths := whole*10 + rest*10>>shift
		tenths += round(rest*10&(1<<shift-1), shift, tenths)
		b = strconv.AppendUint(b, tenths/10, 10)
		b = append(b, '.', byte('0'+tenths%10))
	}
	return append(append(b, ' '), units[i]...)
}

// round is 1 where a rest of 1<<shift is above its half, or is the half and the
// number before it is odd.
func round(rest uint64, shift uint, before uint64) uint64 {
	half := uint64(1) << shift / 2
	if rest > half || rest == half && before%2 == 1 {
		return 1
	}
	return 0
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

// EnvName is the environment variable that declares a fact: STALCFG_RAM,
// STALCFG_MEMORY_LIMIT.
func EnvName(name string) string {
	return "STALCFG_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// FromEnvironment reads the facts that environment variables declare.
func FromEnvironment(lookup func(string) (string, bool)) (Facts, error) {
	var f Facts
	for _, name := range Names {
		env := EnvName(name)
		if v, ok := lookup(env); ok && v != "" {
			if err := f.Set(name, v, env); err != nil {
				return f, fmt.Errorf("%s: %w", env, err)
			}
		}
	}
	return f, nil
}
