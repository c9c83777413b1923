package rules_test

import (
	"fmt"
	"testing"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

// TestRenewals gives each of two nodes a provider and shares out renewals. The hashes
// of node-1 and letsencrypt are even, those of node-2 and authority odd.
func TestRenewals(t *testing.T) {
	for _, c := range []struct {
		a, b, list, local string
		want              int
	}{
		{"node-1", "node-2", ``, `"acme.*"`, 0},
		{"node-1", "node-2", `["1", "2"]`, `"acme.*"`, 0},
		{"node-2", "node-1", `["1", "2"]`, `"acme.*"`, 2},
		{"node-2", "node-1", `["2", "1"]`, `"acme.*"`, 0},
		{"node-2", "node-1", `["1", "2"]`, `"tracer.*"`, 0},
		{"letsencrypt", "letsencrypt", `["1", "2"]`, `"acme.*"`, 0},
		{"letsencrypt", "authority", `["1", "2"]`, `"acme.*"`, 0},
		{"letsencrypt", "authority", `["1,2"]`, `"acme.*"`, 0},
		{"letsencrypt", "authority", `["1"]`, `"acme.*"`, 1},
		{"letsencrypt", "authority", `["3"]`, `"acme.*"`, 2},
		{"letsencrypt", "authority", `["%{env:NODE}%"]`, `"acme.*"`, 0},
		{"letsencrypt", "authority", `["1", "x", "2"]`, `"acme.*"`, 0},
	} {
		var found []string
		var ps []*rules.Pass
		for i, id := range []string{c.a, c.b} {
			text := fmt.Sprintf("config.local-keys = [\"cluster.*\", %s]\ncluster.node-id = %d\nacme.%s.directory = \"https://ca.example.org\"\n", c.local, i+1, id)
			if c.list != "" {
				text += "cluster.roles.acme.renew = " + c.list + "\n"
			}
			doc := dialect.Parse(source.New("node.toml", []byte(text)), dialect.Gen015)
			p := rules.NewPass(doc, settings.FromDocument(doc), schema.Latest(), func(_ *rules.Rule, f diag.Finding) { found = append(found, f.Message) })
			p.As(rules.ACMENotRenewed)
			ps = append(ps, p)
		}
		rules.ACMENotRenewed.CheckNodes(ps)
		if len(found) != c.want {
			t.Errorf("%s and %s, %s: %q, want %d findings", c.a, c.b, c.list, found, c.want)
		}
	}
}
