package budget_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/rules"
)

const shared = "../../../shared/stalwart/resources/"

// readShared reads recorded facts that are no part of the product.
func readShared(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(shared + name)
	if err != nil {
		t.Skipf("%s is absent", name)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// TestEveryConstant demands that the table has every recorded constant with its
// value and class.
func TestEveryConstant(t *testing.T) {
	var recorded struct {
		Constants []struct {
			Name, Confidence string
			Value            any
		}
	}
	readShared(t, "constants.json", &recorded)
	have := map[string]budget.Constant{}
	for _, c := range budget.Constants() {
		if _, twice := have[c.Name]; twice {
			t.Errorf("%s stands twice in the table", c.Name)
		}
		if c.Unit == "" || c.Evidence == "" {
			t.Errorf("%s needs a unit and evidence", c.Name)
		}
		have[c.Name] = c
	}
	if len(recorded.Constants) == 0 {
		t.Fatal("no constants recorded")
	}
	classes := map[string]budget.Class{"source": budget.Source, "measured-proxy": budget.Measured, "vendor-doc": budget.Vendor, "estimate": budget.Estimate}
	for _, r := range recorded.Constants {
		c, ok := have[r.Name]
		switch n, number := r.Value.(float64); {
		case !ok:
			t.Errorf("%s is missing", r.Name)
		case number && c.Value != n:
			t.Errorf("%s is %g, recorded as %g", r.Name, c.Value, n)
		case !number && c.Text == "" && c.Value == 0:
			t.Errorf("%s says nothing", r.Name)
		case c.Class != classes[r.Confidence] && r.Name != "spam_model_bytes":
			t.Errorf("%s is %s, recorded as %s", r.Name, c.Class, r.Confidence)
		}
	}
}

// TestEverySetting demands that the guide tells of every recorded setting with
// an effect on resources where it counts: in a row of the ledger, which must
// follow its value; in a rule, which must exist; or why it does not count.
func TestEverySetting(t *testing.T) {
	var recorded struct{ Settings []struct{ Key string } }
	readShared(t, "settings_effect.json", &recorded)
	where := settingsTable(t)
	for _, s := range recorded.Settings {
		text, ok := where[s.Key]
		kind, name, _ := strings.Cut(text, " ")
		switch {
		case !ok:
			t.Errorf("docs/resource-model.md does not tell where %s counts", s.Key)
		case kind == "rule":
			if _, found := rules.Find(name); !found {
				t.Errorf("%s: there is no rule %s", s.Key, name)
			}
		case kind == "row":
			checkRow(t, s.Key, name)
		case !strings.HasPrefix(text, "not counted: "):
			t.Errorf("%s: %q is neither a row nor a rule nor a reason", s.Key, text)
		}
		delete(where, s.Key)
	}
	for key := range where {
		t.Errorf("docs/resource-model.md speaks of %s, which is not recorded", key)
	}
}

// settingsTable reads the table of the guide.
func settingsTable(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("../../docs/resource-model.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "<!-- settings -->\n")
	table, _, ok2 := strings.Cut(rest, "<!-- end settings -->")
	if !ok || !ok2 {
		t.Fatal("the marks of the table of settings are gone")
	}
	out := map[string]string{}
	for _, line := range strings.Split(table, "\n") {
		cells := strings.Split(line, " | ")
		if len(cells) == 2 && strings.HasPrefix(line, "| `") {
			out[strings.Trim(cells[0], "| `")] = strings.TrimSuffix(strings.TrimSpace(cells[1]), " |")
		}
	}
	return out
}

// around makes a setting count.
const around = `server.listener.x.protocol = "imap"
session.milter.x.hostname = "m"
http-lookup.x.url = "https://example.org"
spam-filter.classifier.model = "ftrl-ccfh"
directory.x.type = "ldap"
storage.data = "x"
storage.blob = "x"
`

// checkRow demands that a row of that name follows the setting.
func checkRow(t *testing.T, setting, row string) {
	t.Helper()
	key, typ, _ := strings.Cut(setting, " (")
	typ = strings.TrimSuffix(typ, ")")
	if typ == "" {
		typ = "rocksdb"
	}
	key = strings.NewReplacer("<id>", "x", "<name>", "local", "*", "x").Replace(key)
	text := around + fmt.Sprintf("store.x.type = %q\n", typ)
	if setting != "asn.type" {
		text += "asn.type = \"resource\"\n"
	}
	figures := func(values ...string) string {
		var b strings.Builder
		full := text
		for i, v := range values {
			k := key
			if strings.HasSuffix(setting, ".bind") || setting == "server.blocked-ip.*" {
				k = fmt.Sprintf("%s.%04d", key, i)
			}
			full += fmt.Sprintf("%s = %q\n", k, v)
		}
		l := budget.New(set(t, full), facts(t, "ram=1GiB cores=1"), budget.ForUsers(10))
		for _, r := range l.Rows {
			if strings.HasPrefix(r.Name, row) {
				fmt.Fprintln(&b, r.Name, r.Rest, r.Worst, r.Descriptors, r.Threads)
			}
		}
		return b.String()
	}
	value := "20000000"
	switch {
	case setting == "asn.type":
		value = "resource"
	case strings.HasSuffix(setting, "features"):
		value = "24"
	}
	before, after := figures(), figures(value)
	if after == "" {
		t.Errorf("%s: no row %q", setting, row)
	} else if before == after {
		t.Errorf("%s: the row %q does not follow it", setting, row)
	}
}
