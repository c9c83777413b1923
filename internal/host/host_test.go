package host_test

import (
	"testing"
	"testing/fstest"

	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/host"
)

func TestParseSize(t *testing.T) {
	for text, want := range map[string]uint64{
		"4GiB": 4 << 30, "4G": 4 << 30, "4GB": 4e9, "512M": 512 << 20, "512 MiB": 512 << 20, "1.5GiB": 3 << 29, "1048576": 1 << 20,
		"64k": 65536, "1TiB": 1 << 40, "7b": 7,
	} {
		if got, err := host.ParseSize(text); err != nil || got != want {
			t.Errorf("%s = %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "G", "4X", "4GiBs", "-1G", "1e3", "99999999999TiB", "4 G B"} {
		if got, err := host.ParseSize(text); err == nil {
			t.Errorf("%q gives %d, want an error", text, got)
		}
	}
}

func TestDirective(t *testing.T) {
	f, err := host.ParseDirective("ram=4GiB cores=2 nofile=65536", "config.toml:1")
	if err != nil || f.RAM.Value != 4<<30 || f.Cores.Value != 2 || f.Nofile.Value != 65536 || f.Swap.Known() {
		t.Fatalf("%+v, %v", f, err)
	}
	for _, bad := range []string{"ram", "ram=lots", "cores=0", "disc=1G", "nofile=many", "memory-limit=0", "memory-limit=some", "nodes=0", "somaxconn=4GiB"} {
		if _, err := host.ParseDirective(bad, "x"); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
	flags, _ := host.ParseDirective("ram=1GiB", "--ram")
	merged := flags.Or(f)
	if merged.RAM.Origin != "--ram" || merged.Cores.Origin != "config.toml:1" {
		t.Errorf("merged %+v", merged)
	}
}

func files(m map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for k, v := range m {
		out[k] = &fstest.MapFile{Data: []byte(v)}
	}
	return out
}

const machine = "MemTotal:       16384000 kB\nSwapTotal:       1024 kB\n"

func TestDetect(t *testing.T) {
	limits := "Limit                     Soft Limit           Hard Limit           Units\nMax open files            1024                 524288               files\n"
	for name, c := range map[string]struct {
		files      map[string]string
		ram, cores uint64
		ramFrom    string
	}{
		"plain": {map[string]string{"proc/meminfo": machine, "proc/self/limits": limits}, 16384000 << 10, 8, "/proc/meminfo"},
		"v2, limit on a parent": {map[string]string{
			"proc/meminfo": machine, "proc/self/limits": limits, "proc/self/cgroup": "0::/a/b\n",
			"proc/self/mountinfo":        "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
			"sys/fs/cgroup/a/memory.max": "1073741824\n", "sys/fs/cgroup/a/b/memory.max": "max\n", "sys/fs/cgroup/a/b/cpu.max": "150000 100000\n",
		}, 1 << 30, 1, "/sys/fs/cgroup/a/memory.max"},
		"v1": {map[string]string{
			"proc/meminfo": machine, "proc/self/limits": limits, "proc/self/cgroup": "4:memory:/docker/x\n3:cpu,cpuacct:/docker/x\n",
			"proc/self/mountinfo":                        "31 23 0:27 /docker/x /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n32 23 0:28 /docker/x /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct\n",
			"sys/fs/cgroup/memory/memory.limit_in_bytes": "536870912\n", "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "200000\n", "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
		}, 512 << 20, 2, "/sys/fs/cgroup/memory/memory.limit_in_bytes"},
		"v1 without limit": {map[string]string{
			"proc/meminfo": machine, "proc/self/limits": limits, "proc/self/cgroup": "4:memory:/\n",
			"proc/self/mountinfo":                        "31 23 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n",
			"sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
		}, 16384000 << 10, 8, "/proc/meminfo"},
	} {
		t.Run(name, func(t *testing.T) {
			f := host.Detect(files(c.files), 8)
			if f.RAM.Value != c.ram || f.RAM.Origin != c.ramFrom || f.Cores.Value != c.cores || f.Nofile.Value != 1024 || f.Swap.Value != 1<<20 {
				t.Errorf("%+v", f)
			}
		})
	}
	v2 := host.Detect(files(map[string]string{
		"proc/self/cgroup": "0::/a\n", "proc/self/mountinfo": "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
		"proc/meminfo": machine, "sys/fs/cgroup/a/memory.max": "1073741824\n", "proc/sys/net/core/somaxconn": "4096\n",
	}), 2)
	if v2.MemoryLimit.Value != 1<<30 || v2.MemoryLimit.Origin != "/sys/fs/cgroup/a/memory.max" || v2.Somaxconn.Value != 4096 {
		t.Errorf("%+v", v2)
	}
	if f := host.Detect(files(map[string]string{"proc/meminfo": machine, "proc/sys/net/core/somaxconn": "lots"}), 2); f.MemoryLimit.Known() || f.Somaxconn.Known() {
		t.Errorf("no limit of the calling process says nothing about the server: %+v", f)
	}
	if f := host.Detect(files(nil), 0); f.Known() {
		t.Errorf("a machine without /proc knows %+v", f)
	}
}

func TestEveryFact(t *testing.T) {
	for name, c := range map[string]struct {
		text, shown string
		value       uint64
	}{
		"ram": {"4GiB", "4 GiB", 4 << 30}, "cores": {"2.5", "2", 2}, "nofile": {"65536", "65536", 65536}, "swap": {"0", "0 B", 0},
		"memory-limit": {"512M", "512 MiB", 512 << 20}, "disk": {"20GB", "18.6 GiB", 20e9}, "somaxconn": {"4096", "4096", 4096},
		"db-max-connections": {"100", "100", 100}, "nodes": {"3", "3", 3},
	} {
		env := func(v string) (string, bool) { return c.text, v == host.EnvName(name) }
		f, err := host.FromEnvironment(env)
		if err != nil {
			t.Error(err)
			continue
		}
		got := f.Fact(name)
		if got.Value != c.value || got.Origin != host.EnvName(name) || host.Format(name, got.Value) != c.shown {
			t.Errorf("%s: %+v, shown as %s", name, got, host.Format(name, got.Value))
		}
		for _, other := range host.Names {
			if other != name && f.Fact(other).Known() {
				t.Errorf("%s also sets %s", name, other)
			}
		}
		into := (host.Facts{}).Or(f)
		if *into.Fact(name) != *got {
			t.Errorf("%s is lost by Or", name)
		}
	}
	var f host.Facts
	if err := f.Set("memory-limit", "none", "x"); err != nil || !f.MemoryLimit.Known() || f.MemoryLimit.Value != 0 {
		t.Errorf("no limit: %+v, %v", f.MemoryLimit, err)
	}
	if f.Fact("moon") != nil {
		t.Error("there is no such fact")
	}
}
