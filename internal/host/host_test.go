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
	for _, text := range []string{"", "G", "4X", "4GiBs", "-1G", "1e3", "99999999999TiB", "4 G B", "7bib", "7bb", "1.5.2G", "0x10", "4GBps", "4,5G", "٤G"} {
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
	for _, bad := range []string{"ram", "ram=lots", "cores=0", "disc=1G", "nofile=many", "workers=0", "workers=2.5", "memory-limit=0", "memory-limit=some", "nodes=0", "somaxconn=4GiB"} {
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
		"ram": {"4GiB", "4 GiB", 4 << 30}, "cores": {"2.5", "2", 2}, "workers": {"4", "4", 4}, "nofile": {"65536", "65536", 65536}, "swap": {"0", "0 B", 0},
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

// TestSizeRoundTrip tells decimal and binary apart, and prints a decimal size back
// as what it is in binary units.
func TestSizeRoundTrip(t *testing.T) {
	for text, want := range map[string]string{"4GiB": "4 GiB", "4G": "4 GiB", "4GB": "3.7 GiB", "1000MB": "954 MiB", "512M": "512 MiB", "1TB": "931 GiB"} {
		n, err := host.ParseSize(text)
		if err != nil || host.FormatSize(n) != want {
			t.Errorf("%s is printed as %s, %v; want %s", text, host.FormatSize(n), err, want)
		}
	}
}

// TestControlGroups reads the layouts of control groups that servers run under.
func TestControlGroups(t *testing.T) {
	const (
		v2       = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n"
		noLimit1 = "9223372036854771712\n"
	)
	v1 := func(root string) string {
		return "31 23 0:27 " + root + " /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n" +
			"32 23 0:28 " + root + " /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n" +
			"33 23 0:29 " + root + " /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n"
	}
	for name, c := range map[string]struct {
		files                     map[string]string
		ram, cores, swap          uint64
		ramFrom, coresFrom, limit string // limit: the origin of the memory limit, "" for none
	}{
		"slice above the service": {map[string]string{
			"proc/self/cgroup": "0::/system.slice/mail.slice/stalwart.service\n", "proc/self/mountinfo": v2,
			"sys/fs/cgroup/system.slice/memory.max": "max\n", "sys/fs/cgroup/system.slice/cpu.max": "max 100000\n",
			"sys/fs/cgroup/system.slice/mail.slice/memory.max": "2147483648\n", "sys/fs/cgroup/system.slice/mail.slice/cpu.max": "250000 100000\n",
			"sys/fs/cgroup/system.slice/mail.slice/stalwart.service/memory.max": "3221225472\n", "sys/fs/cgroup/system.slice/mail.slice/stalwart.service/cpu.max": "max 100000\n",
		}, 2 << 30, 2, 1 << 20, "/sys/fs/cgroup/system.slice/mail.slice/memory.max", "/sys/fs/cgroup/system.slice/mail.slice/cpu.max", "/sys/fs/cgroup/system.slice/mail.slice/memory.max"},
		"container with a namespace of its own": {map[string]string{
			"proc/self/cgroup": "0::/\n", "proc/self/mountinfo": v2,
			"sys/fs/cgroup/memory.max": "1073741824\n", "sys/fs/cgroup/cpu.max": "50000 100000\n", "sys/fs/cgroup/memory.swap.max": "0\n",
		}, 1 << 30, 1, 0, "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/cpu.max", "/sys/fs/cgroup/memory.max"},
		"path outside the namespace": {map[string]string{
			"proc/self/cgroup": "0::/../other\n", "proc/self/mountinfo": v2, "sys/fs/cgroup/memory.max": "1073741824\n",
		}, 1 << 30, 8, 1 << 20, "/sys/fs/cgroup/memory.max", "processors", "/sys/fs/cgroup/memory.max"},
		"v1 without limits": {map[string]string{
			"proc/self/cgroup": "4:memory:/user.slice\n3:cpu,cpuacct:/user.slice\n", "proc/self/mountinfo": v1("/"),
			"sys/fs/cgroup/memory/memory.limit_in_bytes": noLimit1, "sys/fs/cgroup/memory/user.slice/memory.limit_in_bytes": noLimit1,
			"sys/fs/cgroup/memory/user.slice/memory.memsw.limit_in_bytes": noLimit1, "sys/fs/cgroup/cpu,cpuacct/user.slice/cpu.cfs_quota_us": "-1\n", "sys/fs/cgroup/cpu,cpuacct/user.slice/cpu.cfs_period_us": "100000\n",
		}, 16384000 << 10, 8, 1 << 20, "/proc/meminfo", "processors", ""},
		"v1 with limits and swap": {map[string]string{
			"proc/self/cgroup": "4:memory:/docker/abc\n3:cpu,cpuacct:/docker/abc\n", "proc/self/mountinfo": v1("/docker/abc"),
			"sys/fs/cgroup/memory/memory.limit_in_bytes": "536870912\n", "sys/fs/cgroup/memory/memory.memsw.limit_in_bytes": "537395200\n",
			"sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "399999\n", "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
		}, 512 << 20, 3, 512 << 10, "/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "/sys/fs/cgroup/memory/memory.limit_in_bytes"},
		"a root that is only the beginning of a name": {map[string]string{
			"proc/self/cgroup": "4:memory:/docker/x\n", "proc/self/mountinfo": v1("/dock"),
			"sys/fs/cgroup/memory/er/x/memory.limit_in_bytes": "1\n", "sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes": "536870912\n",
		}, 512 << 20, 8, 1 << 20, "/sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes", "processors", "/sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes"},
		"hybrid, memory in v1": {map[string]string{
			"proc/self/cgroup":    "5:memory:/system.slice/stalwart.service\n0::/system.slice/stalwart.service\n",
			"proc/self/mountinfo": v1("/") + "40 23 0:30 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n",
			"sys/fs/cgroup/memory/system.slice/stalwart.service/memory.limit_in_bytes": noLimit1,
			"sys/fs/cgroup/memory/system.slice/memory.limit_in_bytes":                  "4294967296\n",
			"sys/fs/cgroup/unified/system.slice/stalwart.service/cgroup.procs":         "1\n",
		}, 4 << 30, 8, 1 << 20, "/sys/fs/cgroup/memory/system.slice/memory.limit_in_bytes", "processors", "/sys/fs/cgroup/memory/system.slice/memory.limit_in_bytes"},
		"limit above what the machine has": {map[string]string{
			"proc/self/cgroup": "0::/a\n", "proc/self/mountinfo": v2, "sys/fs/cgroup/a/memory.max": "1099511627776\n", "sys/fs/cgroup/a/cpu.max": "6400000 100000\n",
		}, 16384000 << 10, 8, 1 << 20, "/proc/meminfo", "processors", ""},
		"blank in a mount point": {map[string]string{
			"proc/self/cgroup": "0::/\n", "proc/self/mountinfo": "30 23 0:26 / /mnt/c\\040g rw - cgroup2 cgroup2 rw\n", "mnt/c g/memory.max": "1073741824\n",
		}, 1 << 30, 8, 1 << 20, "/mnt/c g/memory.max", "processors", "/mnt/c g/memory.max"},
		"nonsense": {map[string]string{
			"proc/self/cgroup": "0::/\nx\n::\n", "proc/self/mountinfo": v2 + "- \n1 2 3 - cgroup2\n", "sys/fs/cgroup/memory.max": "-1\n", "sys/fs/cgroup/cpu.max": "0 0\n",
		}, 16384000 << 10, 8, 1 << 20, "/proc/meminfo", "processors", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c.files["proc/meminfo"] = machine
			f := host.Detect(files(c.files), 8)
			if f.RAM.Value != c.ram || f.RAM.Origin != c.ramFrom || f.Cores.Value != c.cores || f.Cores.Origin != c.coresFrom || f.Swap.Value != c.swap || f.MemoryLimit.Origin != c.limit {
				t.Errorf("%+v", f)
			}
		})
	}
}

// TestWorkers reads the number of async workers from the unit of the server, the way
// systemd puts its files together.
func TestWorkers(t *testing.T) {
	const unit = "[Service]\nExecStart=/opt/stalwart/bin/stalwart\n"
	for name, c := range map[string]struct {
		files map[string]string
		want  uint64
		from  string
	}{
		"no unit":                    {map[string]string{"etc/systemd/system/postfix.service": unit + "Environment=TOKIO_WORKER_THREADS=4\n"}, 0, ""},
		"not set":                    {map[string]string{"etc/systemd/system/stalwart.service": unit + "Environment=MALLOC_ARENA_MAX=2\n"}, 0, ""},
		"in the unit":                {map[string]string{"etc/systemd/system/stalwart.service": unit + "Environment=A=1 \"TOKIO_WORKER_THREADS=4\"\n"}, 4, "/etc/systemd/system/stalwart.service"},
		"old name":                   {map[string]string{"usr/lib/systemd/system/stalwart-mail.service": unit + "Environment=\"TOKIO_WORKER_THREADS=3\"\n"}, 3, "/usr/lib/systemd/system/stalwart-mail.service"},
		"a drop-in alone is no unit": {map[string]string{"etc/systemd/system/stalwart.service.d/a.conf": "[Service]\nEnvironment=TOKIO_WORKER_THREADS=4\n"}, 0, ""},
		"last drop-in": {map[string]string{
			"usr/lib/systemd/system/stalwart.service":          unit + "Environment=TOKIO_WORKER_THREADS=2\n",
			"etc/systemd/system/stalwart.service.d/10-a.conf":  "[Service]\nEnvironment=TOKIO_WORKER_THREADS=8\n",
			"run/systemd/system/stalwart.service.d/20-b.conf":  "[Service]\nEnvironment=TOKIO_WORKER_THREADS=6\n",
			"etc/systemd/system/stalwart.service.d/30-c.notes": "Environment=TOKIO_WORKER_THREADS=9\n",
		}, 6, "/run/systemd/system/stalwart.service.d/20-b.conf"},
		"drop-in hides one of the same name": {map[string]string{
			"etc/systemd/system/stalwart.service":              unit,
			"etc/systemd/system/stalwart.service.d/a.conf":     "[Service]\n",
			"usr/lib/systemd/system/stalwart.service.d/a.conf": "[Service]\nEnvironment=TOKIO_WORKER_THREADS=8\n",
		}, 0, ""},
		"cleared": {map[string]string{
			"etc/systemd/system/stalwart.service":          unit + "Environment=TOKIO_WORKER_THREADS=2\n",
			"etc/systemd/system/stalwart.service.d/a.conf": "[Service]\nEnvironment=\n",
		}, 0, ""},
		"no number": {map[string]string{"etc/systemd/system/stalwart.service": unit + "Environment=TOKIO_WORKER_THREADS=0\n#Environment=TOKIO_WORKER_THREADS=4\n"}, 0, ""},
	} {
		if f := host.Detect(files(c.files), 1); f.Workers.Value != c.want || f.Workers.Origin != c.from {
			t.Errorf("%s: %+v", name, f.Workers)
		}
	}
}
