package rules_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/rules"
)

// TestServerChecks demands a rule, or a reason, for everything the server
// checks.
func TestServerChecks(t *testing.T) {
	without := 0
	for id, rule := range serverChecks {
		if reason, ok := strings.CutPrefix(rule, "-"); ok {
			without++
			if reason == "" {
				t.Errorf("%s: no rule and no reason", id)
			}
		} else if _, ok := rules.Find(rule); !ok {
			t.Errorf("%s: there is no rule %q", id, rule)
		}
	}
	t.Logf("%d checks, %d of them without a rule", len(serverChecks), without)
	data, err := os.ReadFile("../../shared/stalwart/settings/cross_field_checks.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the facts are not there: ../shared/stalwart/settings/cross_field_checks.json")
	} else if err != nil {
		t.Fatal(err)
	}
	var facts []struct{ ID string }
	if err := json.Unmarshal(data, &facts); err != nil {
		t.Fatal(err)
	}
	for _, f := range facts {
		if _, ok := serverChecks[f.ID]; !ok {
			t.Errorf("%s is in the facts and not in the table", f.ID)
		}
	}
	if len(facts) != len(serverChecks) {
		t.Errorf("%d checks in the facts, %d in the table", len(facts), len(serverChecks))
	}
}
