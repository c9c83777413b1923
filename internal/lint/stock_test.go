package lint_test

import (
	"bytes"
	"errors"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/fix"
	"github.com/stalcfg/stalcfg/internal/golden"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

const resourceDir = "../../testdata/golden/resources/"

// tuned is a machine on which the environment that rules ask for is set.
type tuned struct{}

func (tuned) LookupEnv(name string) (string, bool) {
	return "4", name == "TOKIO_WORKER_THREADS" || name == "MALLOC_ARENA_MAX"
}
func (tuned) ReadFile(string) ([]byte, error)      { return nil, os.ErrNotExist }
func (tuned) Stat(string) (rules.FileFacts, error) { return rules.FileFacts{}, os.ErrNotExist }
func (tuned) System() string                       { return "linux" }
func (tuned) Now() time.Time                       { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }
func (tuned) Addresses() []netip.Addr              { return nil }
func (tuned) Listening() []rules.ListeningSocket   { return nil }

func declared(t testing.TB, words string) host.Facts {
	t.Helper()
	f, err := host.ParseDirective(words, "declared")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestStock lints the file that a first start writes on a small and on a large
// host. What it says is golden; then every value it proposes is applied, and
// nothing about resources may be left, whatever the preset.
func TestStock(t *testing.T) {
	stock, err := os.ReadFile(resourceDir + "stock.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, host string
		exchange   bool // no setting helps: the proposal is another store
	}{
		{"small", "ram=1GiB cores=1 nofile=65536", true},
		{"large", "ram=16GiB cores=8 nofile=65536", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := lint.Options{Host: declared(t, c.host), Target: schema.Latest(), TargetOrigin: "--target"}
			golden.Check(t, resourceDir+c.name+".txt", printed(t, lint.New(o), stock))

			o.Machine = tuned{}
			o.Selection = lint.Selection{Preset: rules.All, Only: []string{"resource"}}
			l := lint.New(o)
			r := mended(l, stock)
			for _, m := range r.Refused {
				t.Errorf("refused: %v", m)
			}
			golden.Check(t, resourceDir+c.name+".mended.toml", string(r.Data))
			left := l.Lint(source.New("stock.toml", r.Data)).Findings
			if !c.exchange {
				silent(t, left)
				return
			}
			for _, f := range left {
				if f.Name != "resource/mem-budget-exceeded" && f.Name != "resource/mem-rocksdb-on-small-host" || !strings.Contains(f.Detail, "SQLite") && !strings.Contains(f.Detail, "sqlite") {
					t.Errorf("left, and does not propose the other store: %s %s: %s", f.Code, f.Message, f.Detail)
				}
			}
			other := bytes.Replace(r.Data, []byte("type = \"rocksdb\"\npath = \"/opt/stalwart/data\""), []byte("type = \"sqlite\"\npath = \"/opt/stalwart/data.sqlite\""), 1)
			silent(t, l.Lint(source.New("stock.toml", mended(l, other).Data)).Findings)
			o.Host = declared(t, strings.Replace(c.host, "ram=1GiB", "ram=2GiB", 1)) // the other proposal
			l = lint.New(o)
			silent(t, l.Lint(source.New("stock.toml", mended(l, stock).Data)).Findings)
		})
	}
}

// mended applies every mend, unsafe ones too.
func mended(l *lint.Linter, data []byte) fix.Result {
	return fix.Fixpoint(func(data []byte) []diag.Finding {
		return l.Lint(source.New("stock.toml", data)).Findings
	}, data, fix.Options{Unsafe: true})
}

func silent(t *testing.T, left []diag.Finding) {
	t.Helper()
	for _, f := range left {
		t.Errorf("left: %s %s: %s (%s)", f.Code, f.Name, f.Message, f.Detail)
	}
}

// printed is the text report as a terminal of 100 columns has it.
func printed(t *testing.T, l *lint.Linter, data []byte) string {
	t.Helper()
	var b bytes.Buffer
	out, err := report.New("text", &b, report.Options{Width: 100})
	if err != nil {
		t.Fatal(err)
	}
	var sum report.Totals
	r := l.Lint(source.New("stock.toml", data))
	sum.Add(r)
	if err := errors.Join(out.File(r), out.Close(sum)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestMendsAgree applies the proposals for configurations of many kinds, sizes
// and hosts, and demands that none calls forth another finding that a proposal
// could have avoided: what is left has no mend.
func TestMendsAgree(t *testing.T) {
	stock, err := os.ReadFile(resourceDir + "stock.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range variants(string(stock), 60) {
		for _, facts := range []string{"ram=512MiB cores=1 nofile=1024", "ram=2GiB cores=4 nofile=65536", "ram=64GiB cores=32 nofile=524288"} {
			for _, users := range []uint64{0, 20, 3000} {
				o := lint.Options{Host: declared(t, facts), Target: schema.Latest(), Machine: tuned{}}
				o.Selection = lint.Selection{Preset: rules.All, Only: []string{"resource"}}
				if users > 0 {
					w := budget.ForUsers(users)
					o.Workload = &w
				}
				l, few := lint.New(o), o.Host.Nofile.Value < 4096 // too few descriptors for any server
				r := mended(l, []byte(text))
				for _, m := range r.Refused {
					t.Errorf("%s, %d users: refused: %v", facts, users, m)
				}
				for _, f := range l.Lint(source.New("stock.toml", r.Data)).Findings {
					if f.Fix != nil {
						t.Errorf("%s, %d users: still to mend: %s: %s", facts, users, f.Code, f.Message)
					}
					if slices.Contains(settled, f.Code) || few && (f.Code == "SC6003" || f.Code == "SC6021") {
						continue
					}
					t.Errorf("%s, %d users: left: %s %s: %s (%s)", facts, users, f.Code, f.Name, f.Message, f.Detail)
				}
			}
		}
	}
}

// settled are the rules whose finding a setting may not be able to help: the
// store, the machine or the users must change.
var settled = []string{
	"SC6001", "SC6008", "SC6013", "SC6040", "SC6048", "SC6052", "SC6059", "SC6060",
	"SC6035",                                         // where the largest mailbox exceeds the memory for the cache
	"SC6069", "SC6072", "SC6073", "SC6078", "SC6082", // advice in words only
}
