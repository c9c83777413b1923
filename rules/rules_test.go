package rules_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

var (
	codeForm = regexp.MustCompile(`^SC[1-9]\d{3}$`)
	nameForm = regexp.MustCompile(`^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$`)
)

// TestList demands of every rule what other parts of the program rely on.
func TestList(t *testing.T) {
	seen := map[string]string{}
	last := ""
	for _, r := range rules.List() {
		if !codeForm.MatchString(r.Code) || !nameForm.MatchString(r.Name) {
			t.Errorf("%s %s: bad code or name", r.Code, r.Name)
		}
		if r.Code <= last {
			t.Errorf("%s stands after %s: the list is ordered by code", r.Code, last)
		}
		last = r.Code
		for _, n := range append([]string{r.Code, r.Name}, r.Aliases...) {
			if other, ok := seen[n]; ok {
				t.Errorf("%s is claimed by %s and %s", n, other, r.Code)
			}
			seen[n] = r.Code
		}
		if r.Severity < diag.Info || r.Severity > diag.Error {
			t.Errorf("%s: no severity", r.Code)
		}
		if r.Summary == "" || strings.HasSuffix(r.Summary, ".") || len(r.Cites) == 0 {
			t.Errorf("%s: needs a summary without full stop and at least one citation", r.Code)
		}
		if (r.Check == nil) == (r.CheckNodes == nil) && !strings.HasPrefix(r.Name, "stalcfg/") {
			t.Errorf("%s: needs one of Check and CheckNodes", r.Code)
		}
		for _, v := range []string{r.Since, r.Until} {
			if _, err := schema.ParseVersion(v); v != "" && err != nil {
				t.Errorf("%s: %v", r.Code, err)
			}
		}
	}
}

// TestNoStrayPages finds pages that belong to no rule.
func TestNoStrayPages(t *testing.T) {
	entries, err := os.ReadDir("pages")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, ok := rules.Find(strings.TrimSuffix(e.Name(), ".md")); !ok {
			t.Errorf("pages/%s belongs to no rule", e.Name())
		}
	}
}
