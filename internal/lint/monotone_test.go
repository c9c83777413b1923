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

// TestMoreMemoryNeverAddsFindings raises the memory of the host step by step,
// on the examples of all rule pages and the configs in examples.
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
		page, err := rules.Page(r)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range rules.Examples(page) {
			texts[fmt.Sprint(r.Code, i)] = e.Text
		}
	}
	big := budget.ForUsers(5000)
	for name, text := range texts {
		for _, w := range []*budget.Workload{nil, &big} {
			before := -1
			for ram := uint64(64 << 30); ram >= 256<<20; ram /= 2 {
				var h host.Facts
				if err := h.Set("ram", fmt.Sprint(ram), "test"); err != nil {
					t.Fatal(err)
				}
				if err := h.Set("cores", "4", "test"); err != nil {
					t.Fatal(err)
				}
				l := lint.New(lint.Options{Selection: lint.Selection{Preset: rules.All, Only: []string{"resource"}}, Host: h, Workload: w, Target: schema.Latest()})
				n := len(l.Lint(source.New(name, []byte(text))).Findings)
				if before > n {
					t.Errorf("%s: %d findings with %s, %d with twice as much", name, n, host.FormatSize(ram), before)
				}
				before = n
			}
		}
	}
}
