package host

import (
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// Detect reads this machine from a file system rooted at /: memory, swap and
// the limit of open files of the calling process, lowered to what control
// groups (v1, v2 and hybrid) allow anywhere up the tree, somaxconn, and the async
// workers that the server's unit asks for. cores is
// what the runtime counts. That the calling process has no memory limit says
// nothing about the server's, so only a limit is reported, never its absence.
func Detect(root fs.FS, cores int) Facts {
	d := detector{root}
	f := Facts{}
	info := d.meminfo()
	if n := info["MemTotal"]; n > 0 {
		f.RAM = Fact{n, "/proc/meminfo"}
	}
	if n, ok := info["SwapTotal"]; ok {
		f.Swap = Fact{n, "/proc/meminfo"}
	}
	if cores > 0 {
		f.Cores = Fact{uint64(cores), "processors"}
	}
	if n := d.nofile(); n > 0 {
		f.Nofile = Fact{n, "/proc/self/limits"}
	}
	if n, err := strconv.ParseUint(strings.TrimSpace(d.read("proc/sys/net/core/somaxconn")), 10, 64); err == nil && n > 0 {
		f.Somaxconn = Fact{n, "/proc/sys/net/core/somaxconn"}
	}
	f.Workers = d.workers()
	for _, g := range d.groups() {
		if n, ok := d.memoryLimit(g); ok && (!f.RAM.Known() || n < f.RAM.Value) {
			f.RAM = Fact{n, g.file()}
			f.MemoryLimit = f.RAM
		}
		if n, ok := d.cpuLimit(g); ok && (!f.Cores.Known() || n < f.Cores.Value) {
			f.Cores = Fact{n, g.cpuFile()}
		}
		if n, file, ok := d.swapLimit(g); ok && f.Swap.Known() && n < f.Swap.Value {
			f.Swap = Fact{n, file}
		}
	}
	return f
}

type detector struct{ root fs.FS }

func (d detector) read(name string) string {
	b, err := fs.ReadFile(d.root, strings.TrimPrefix(name, "/"))
	if err != nil {
		return ""
	}
	return string(b)
}

// meminfo gives the lines of /proc/meminfo in bytes.
func (d detector) meminfo() map[string]uint64 {
	out := map[string]uint64{}
	for _, line := range strings.Split(d.read("proc/meminfo"), "\n") {
		w := strings.Fields(line)
		if len(w) >= 2 {
			if n, err := strconv.ParseUint(w[1], 10, 64); err == nil {
				out[strings.TrimSuffix(w[0], ":")] = n * 1024
			}
		}
	}
	return out
}

// nofile is the soft limit of open files.
func (d detector) nofile() uint64 {
	for _, line := range strings.Split(d.read("proc/self/limits"), "\n") {
		if rest, ok := strings.CutPrefix(line, "Max open files"); ok {
			if w := strings.Fields(rest); len(w) > 0 {
				n, _ := strconv.ParseUint(w[0], 10, 64)
				return n
			}
		}
	}
	return 0
}

// group is a directory of a control group hierarchy.
type group struct {
	dir string // below /, without leading slash
	v2  bool
}

func (g group) file() string {
	if g.v2 {
		return "/" + path.Join(g.dir, "memory.max")
	}
	return "/" + path.Join(g.dir, "memory.limit_in_bytes")
}

func (g group) cpuFile() string {
	if g.v2 {
		return "/" + path.Join(g.dir, "cpu.max")
	}
	return "/" + path.Join(g.dir, "cpu.cfs_quota_us")
}

// groups lists the process's control groups and their parents.
func (d detector) groups() []group {
	mounts := d.mounts()
	var out []group
	for _, line := range strings.Split(d.read("proc/self/cgroup"), "\n") {
		parts := strings.SplitN(line, ":", 3)
		if len(parts) != 3 {
			continue
		}
		for _, m := range mounts {
			v2 := parts[0] == "0" && parts[1] == ""
			if m.v2 != v2 || !v2 && !shares(m.controllers, parts[1]) {
				continue
			}
			out = append(out, upTree(m, parts[2])...)
		}
	}
	return out
}

// upTree gives a group and all its parents below the mount point.
func upTree(m mount, where string) []group {
	rel := where
	if root := strings.TrimSuffix(m.root, "/"); where == root || strings.HasPrefix(where, root+"/") {
		rel = where[len(root):]
	}
	var out []group
	for p := path.Clean("/" + rel); ; p = path.Dir(p) {
		out = append(out, group{strings.TrimPrefix(path.Join(m.point, p), "/"), m.v2})
		if p == "/" {
			return out
		}
	}
}

type mount struct {
	root, point string
	v2          bool
	controllers string
}

// mounts lists the mounted control group hierarchies.
func (d detector) mounts() []mount {
	var out []mount
	for _, line := range strings.Split(d.read("proc/self/mountinfo"), "\n") {
		before, after, ok := strings.Cut(line, " - ")
		w, t := strings.Fields(before), strings.Fields(after)
		if !ok || len(w) < 5 || len(t) < 3 || !strings.HasPrefix(t[0], "cgroup") {
			continue
		}
		out = append(out, mount{root: unescape.Replace(w[3]), point: unescape.Replace(w[4]), v2: t[0] == "cgroup2", controllers: t[2]})
	}
	return out
}

// unescape reads what /proc writes for blanks and backslashes in paths.
var unescape = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)

// shares reports whether two comma lists have memory or cpu in common.
func shares(a, b string) bool {
	for _, c := range []string{"memory", "cpu"} {
		if has(a, c) && has(b, c) {
			return true
		}
	}
	return false
}

func has(list, word string) bool { return strings.Contains(","+list+",", ","+word+",") }

// unlimited is what control groups v1 show where there is no limit.
const unlimited = 1 << 62

func (d detector) memoryLimit(g group) (uint64, bool) {
	n, err := strconv.ParseUint(strings.TrimSpace(d.read(g.file())), 10, 64)
	return n, err == nil && n > 0 && n < unlimited
}

// swapLimit is the swap that a group may use: v2 counts it by itself, v1 together
// with memory.
func (d detector) swapLimit(g group) (n uint64, file string, ok bool) {
	if g.v2 {
		file = path.Join(g.dir, "memory.swap.max")
		n, err := strconv.ParseUint(strings.TrimSpace(d.read(file)), 10, 64)
		return n, "/" + file, err == nil
	}
	file = path.Join(g.dir, "memory.memsw.limit_in_bytes")
	both, err := strconv.ParseUint(strings.TrimSpace(d.read(file)), 10, 64)
	memory, limited := d.memoryLimit(g)
	return both - min(both, memory), "/" + file, err == nil && limited && both < unlimited
}

// cpuLimit is the whole number of processors a group may use, at least one.
func (d detector) cpuLimit(g group) (uint64, bool) {
	quota, period := "", ""
	if g.v2 {
		w := strings.Fields(d.read(path.Join(g.dir, "cpu.max")))
		if len(w) == 2 {
			quota, period = w[0], w[1]
		}
	} else {
		quota = strings.TrimSpace(d.read(path.Join(g.dir, "cpu.cfs_quota_us")))
		period = strings.TrimSpace(d.read(path.Join(g.dir, "cpu.cfs_period_us")))
	}
	q, err := strconv.ParseInt(quota, 10, 64)
	p, err2 := strconv.ParseInt(period, 10, 64)
	if err != nil || err2 != nil || q <= 0 || p <= 0 {
		return 0, false
	}
	return uint64(max(q/p, 1)), true
}
