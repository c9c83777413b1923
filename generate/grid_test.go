package generate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/host"
)

// tlsModes are the choices of certificates of the grid.
var tlsModes = []struct {
	name string
	set  func(*Inputs)
}{
	{"alpn", func(in *Inputs) {}},
	{"http", func(in *Inputs) { in.TLS.Challenge = "http-01" }},
	{"dns", func(in *Inputs) {
		in.TLS.Challenge, in.TLS.Provider, in.TLS.Names = "dns-01", "cloudflare", []string{"*.example.org"}
	}},
	{"files", func(in *Inputs) { in.TLS.Mode = "files" }},
	{"proxy", func(in *Inputs) { in.TLS.Mode, in.Proxy.Trusted = "proxy", []string{"10.0.0.5"} }},
	{"container", func(in *Inputs) { in.TLS.Mode, in.Paths.Style = "proxy", "docker" }},
}

// TestGrid makes plans for hosts of all sizes. Each is either refused with a
// reason that says what would fit, or its file is without any finding at the
// strictest preset, read alike by the server and by TOML tools, laid out as fmt
// does it, and within the budget of its host.
func TestGrid(t *testing.T) {
	var made, refused int
	n := 0 // every other combination, which keeps the test short
	for _, ram := range []uint64{gib / 2, gib, 2 * gib, 4 * gib, 8 * gib, 32 * gib, 256 * gib} {
		for _, cores := range []uint64{1, 2, 6, 16, 64} {
			for _, users := range []uint64{1, 10, 50, 300, 2000, 10_000, 100_000} {
				for i, data := range Words("data") {
					if n++; n%2 != 0 || testing.Short() && n%5 != 0 {
						continue
					}
					mode := tlsModes[(n/2+i)%len(tlsModes)]
					in := inputs(ram, cores, users)
					in.Data.Kind = data
					mode.set(&in)
					name := fmt.Sprintf("%s, %d cores, %d users, %s, %s", budget.Size(ram), cores, users, data, mode.name)
					p, misfit, err := fit(in)
					switch {
					case err != nil:
						t.Errorf("%s: %v", name, err)
					case misfit != nil:
						refused++
						if misfit.What == "" {
							t.Errorf("%s: refused without a reason", name)
						}
					default:
						made++
						text := render0(t, p)
						proved(t, name, p, text)
						for _, f := range findings(strictest(p), text) {
							t.Errorf("%s: %s", name, f)
						}
					}
				}
			}
		}
	}
	t.Logf("%d plans, %d refused", made, refused)
	if made < refused/3 || refused == 0 {
		t.Errorf("%d plans and %d refused: the grid is not what it is meant to be", made, refused)
	}
}

// TestMonotone demands that a larger host never refuses what a smaller one
// takes.
func TestMonotone(t *testing.T) {
	for _, data := range []string{"", PostgreSQL} {
		for _, users := range []uint64{5, 50, 500, 5000} {
			fitted := false
			for ram := gib / 2; ram <= 128*gib; ram *= 2 {
				in := inputs(ram, 16, users)
				in.Data.Kind = data
				_, misfit, err := fit(in)
				if err != nil {
					t.Fatal(err)
				}
				if fitted && misfit != nil {
					t.Errorf("%d users fit %s but not %s (%q): %s", users, budget.Size(ram/2), budget.Size(ram), data, misfit.What)
				}
				fitted = misfit == nil
			}
			if !fitted {
				t.Errorf("%d users fit no host (%q)", users, data)
			}
		}
	}
}

// TestMisfit demands that what is said to fit does.
func TestMisfit(t *testing.T) {
	disk := inputs(8*gib, 4, 200)
	disk.Host.Disk = host.Fact{Value: 20 * gib, Origin: "test"}
	if _, err := New(disk); err == nil || !strings.Contains(err.Error(), " of disk, or ") {
		t.Errorf("200 users on 20 GiB of disk: %v", err)
	} else {
		disk.Host.Disk.Value = err.(*Misfit).Disk
		if _, err := New(disk); err != nil {
			t.Errorf("the disk that was said to do does not: %v", err)
		}
	}
	for _, c := range []struct {
		ram, cores, users uint64
		data              string
	}{{gib / 2, 1, 10_000, ""}, {2 * gib, 2, 2000, RocksDB}, {gib, 1, 10, RocksDB}, {4 * gib, 4, 5000, PostgreSQL}, {256 * gib, 1, 10_000, PostgreSQL}, {8 * gib, 4, 300, SQLite}, {gib / 4, 1, 1, SQLite}} {
		in := inputs(c.ram, c.cores, c.users)
		in.Data.Kind = c.data
		_, err := New(in)
		m, ok := err.(*Misfit)
		if !ok {
			t.Errorf("%+v: %v", c, err)
			continue
		}
		t.Log(m)
		ways := 0
		try := func(what string, change func(*Inputs)) {
			ways++
			again := in
			again.Data.Kind = complete(in).Data.Kind
			change(&again)
			if _, err := New(again); err != nil {
				t.Errorf("%+v: said to fit with %s, but: %v", c, what, err)
			}
		}
		if m.RAM > 0 || m.Cores > 0 {
			try("a larger host", func(i *Inputs) {
				if m.RAM > 0 {
					i.Host.RAM.Value = m.RAM
				}
				if m.Cores > 0 {
					i.Host.Cores.Value = m.Cores
				}
			})
		}
		if m.Fewer > 0 {
			try("fewer users", func(i *Inputs) { i.Workload = i.Workload.WithUsers(m.Fewer) })
		}
		if m.Data != "" {
			try(m.Data, func(i *Inputs) { i.Data, i.Blob = Store{Kind: m.Data}, Blob{} })
		}
		if ways == 0 && m.Hint == "" || !strings.Contains(m.Error(), "what would fit: ") {
			t.Errorf("%+v: no way out is named: %v", c, m)
		}
	}
}
