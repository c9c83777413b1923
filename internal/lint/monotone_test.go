package lint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

// TestMoreMemoryNeverAddsFindings raises the memory of the host step by step, on
// the examples of all rule pages, the configs in examples and variants of the file
// of a first start: no rule may say more than with half of it.
func TestMoreMemoryNeverAddsFindings(t *testing.T) {
	texts := map[string]string{}
	files, err := filepath.Glob("../../examples/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts[f] = string(data)
	}
	for _, r := range rules.List() {
		if r.Family() != "resource" {
			continue
		}
		page, err := rules.Page(r)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range rules.Examples(page) {
			texts[fmt.Sprint(r.Code, " ", i)] = e.Text
		}
	}
	stock, err := os.ReadFile(resourceDir + "stock.toml")
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range variants(string(stock), 25) {
		texts[fmt.Sprint("variant ", i)] = v
	}
	spoke := map[string]bool{}
	big := budget.ForUsers(20_000)
	for _, w := range []*budget.Workload{nil, &big} {
		var before map[string]map[string]int // of each text, with twice the memory
		for ram := uint64(64 << 30); ram >= 256<<20; ram /= 4 {
			l := lint.New(lint.Options{
				Selection: lint.Selection{Preset: rules.All, Only: []string{"resource"}}, Workload: w, Target: schema.Latest(),
				Host: declared(t, fmt.Sprintf("ram=%d cores=2 nofile=65536", ram)),
			})
			now := map[string]map[string]int{}
			for name, text := range texts {
				now[name] = map[string]int{}
				for _, f := range l.Lint(source.New(name, []byte(text))).Findings {
					now[name][subject(f.Code)]++
					spoke[f.Code] = true
				}
				for what, n := range before[name] {
					if now[name][what] < n {
						t.Errorf("%s: %s speaks %d times with %s, %d times with four times as much", name, what, now[name][what], host.FormatSize(ram), n)
					}
				}
			}
			before = now
		}
	}
	for _, r := range rules.List() {
		if r.Family() == "resource" && r.Needs&rules.NeedHost != 0 && len(r.Facts) == 0 && !spoke[r.Code] {
			t.Errorf("%s never spoke: nothing was tested of it", r.Code)
		}
	}
}

// subject joins the rules about the memory as a whole: when the host itself is
// too small, the budget speaks in place of those about limits below it.
func subject(code string) string {
	if code == "SC6076" || code == "SC6077" {
		return "SC6001"
	}
	return code
}
