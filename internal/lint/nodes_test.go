package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/source"
)

// told lints files as nodes with one rule and gives "file: key" of what it said.
func told(t *testing.T, rule string, texts ...string) []string {
	t.Helper()
	files := make([]*source.File, len(texts))
	for i, text := range texts {
		files[i] = source.New(fmt.Sprintf("n%d", i+1), []byte(text))
	}
	var out []string
	for _, r := range lint.New(lint.Options{Selection: lint.Selection{Only: []string{rule}}}).LintNodes(files) {
		for _, f := range r.Findings {
			out = append(out, r.File.Name+": "+f.Key)
			if strings.Contains(fmt.Sprint(f.Message, f.Detail, f.Related), "canary") {
				t.Errorf("a secret is told: %s", f.Message)
			}
		}
	}
	return out
}

func TestDrift(t *testing.T) {
	for name, c := range map[string]struct {
		nodes []string
		want  []string
	}{
		"same": {[]string{"report.domain = \"a\"\n", "report.domain = \"a\"\n"}, nil},
		"most nodes are right": {[]string{"report.domain = \"x\"\n", "report.domain = \"a\"\n", "report.domain = \"a\"\n"},
			[]string{"n1: report.domain"}},
		"the first is right where none is more frequent": {[]string{"report.domain = \"a\"\n", "report.domain = \"b\"\n", "report.domain = \"c\"\n"},
			[]string{"n2: report.domain", "n3: report.domain"}},
		"one spelling of many":                  {[]string{"imap.timeout.idle = \"30m\"\n", "imap.timeout.idle = \"1800s\"\n"}, nil},
		"the default like nothing":              {[]string{"imap.timeout.idle = \"30m\"\n", "jmap.protocol.get.max-objects = 500\n"}, nil},
		"order of a list":                       {[]string{"store.r.urls = [\"a\", \"b\"]\n", "store.r.urls = [\"b\", \"a\"]\n"}, nil},
		"a list with more":                      {[]string{"store.r.urls = [\"a\", \"b\"]\n", "store.r.urls = [\"a\"]\n"}, []string{"n2: store.r.urls"}},
		"conditions":                            {[]string{"session.rcpt.relay = [{if = \"a\", then = true}, {else = false}]\n", "session.rcpt.relay = [{if = \"b\", then = true}, {else = false}]\n"}, []string{"n2: session.rcpt.relay"}},
		"a macro":                               {[]string{"report.domain = \"%{env:D}%\"\n", "report.domain = \"b\"\n"}, nil},
		"a whole group, told once":              {[]string{"signature.a.domain = \"x\"\nsignature.a.selector = \"s\"\n", "report.domain = \"\"\n"}, []string{"n2: signature", "n2: report.domain"}},
		"a listener of one node":                {[]string{"server.listener.a.protocol = \"imap\"\nserver.listener.a.bind = \":143\"\nserver.listener.b.protocol = \"smtp\"\n", "server.listener.b.protocol = \"smtp\"\n"}, nil},
		"another protocol":                      {[]string{"server.listener.b.protocol = \"lmtp\"\n", "server.listener.b.protocol = \"smtp\"\n"}, []string{"n2: server.listener.b.protocol"}},
		"a provider for each node":              {[]string{"acme.a.domains = [\"a\"]\n", "acme.b.domains = [\"b\"]\n"}, nil},
		"names of a certificate that is shared": {[]string{"acme.le.domains = [\"a\"]\n", "acme.le.domains = [\"b\"]\n"}, []string{"n2: acme.le.domains"}},
		"a secret":                              {[]string{"oauth.key = \"canary-1\"\n", "oauth.key = \"canary-2\"\n"}, []string{"n2: oauth.key"}},
		"a secret in a URL":                     {[]string{"store.r.urls = \"redis://:canary@a\"\n", "store.r.urls = \"redis://:canary@b\"\n"}, []string{"n2: store.r.urls"}},
		"expected to differ":                    {[]string{"server.hostname = \"a\"\ncache.message.size = 1\n", "server.hostname = \"b\"\ncertificate.x.default = true\n"}, nil},
		"a file that is not whole":              {[]string{"report.domain = \"a\"\n", "report.domain = \"b\"\nx = *\n"}, nil},
		"files for different releases":          {[]string{"# stalcfg: target=0.15\nreport.domain = \"a\"\n", "# stalcfg: target=0.13\nreport.domain = \"b\"\n"}, nil},
		"what the server writes itself":         {[]string{"version.spam-filter = \"1.0.0\"\n", "version.spam-filter = \"2.0.0\"\n"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := told(t, "cluster/drift", c.nodes...); !slices.Equal(got, c.want) {
				t.Errorf("told %q, want %q", got, c.want)
			}
		})
	}
}

func TestNodeIDs(t *testing.T) {
	node := func(id string) string { return "cluster.node-id = " + id + "\n" }
	for name, c := range map[string]struct{ nodes, want []string }{
		"all different":  {[]string{node("0"), node("1"), node("511")}, nil},
		"the same twice": {[]string{node("3"), node("3"), node("3")}, []string{"n2: cluster.node-id", "n3: cluster.node-id"}},
		"nine bits":      {[]string{node("7"), node("519")}, []string{"n2: cluster.node-id"}},
		"macros":         {[]string{node("\"%{env:N}%\""), node("\"%{env:N}%\""), node("1")}, nil},
		"one unset":      {[]string{node("2"), "server.hostname = \"b\"\n"}, []string{"n2: cluster.node-id"}},
		"alone":          {[]string{"server.hostname = \"b\"\n"}, nil},
		"unreadable":     {[]string{node("one"), node("one")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := told(t, "cluster/node-id", c.nodes...); !slices.Equal(got, c.want) {
				t.Errorf("told %q, want %q", got, c.want)
			}
		})
	}
}

// TestNodesWithOwnLinters lets each file of a cluster have its own choice of
// rules, and tells the number of nodes.
func TestNodesWithOwnLinters(t *testing.T) {
	loud := lint.New(lint.Options{Selection: lint.Selection{Only: []string{"cluster/node-id"}, Severity: map[string]diag.Severity{"cluster": diag.Info}}})
	deaf := lint.New(lint.Options{Selection: lint.Selection{Only: []string{"syntax"}}})
	file := func(name string) *source.File { return source.New(name, []byte("cluster.node-id = 1\n")) }
	rs := lint.Nodes([]lint.Member{{Linter: deaf, File: file("a")}, {Linter: deaf, File: file("b")}, {Linter: loud, File: file("c")}})
	if len(rs[0].Findings)+len(rs[1].Findings) != 0 || len(rs[2].Findings) != 1 || rs[2].Findings[0].Severity != diag.Info {
		t.Errorf("%+v, %+v, %+v", rs[0].Findings, rs[1].Findings, rs[2].Findings)
	}
	if n := rs[0].Host.Nodes; n.Value != 3 {
		t.Errorf("the number of nodes is %+v", n)
	}
	if !loud.Ran(rs[2])("cluster/node-id") || loud.Ran(loud.Lint(file("d")))("cluster/node-id") {
		t.Error("a rule about nodes runs when there are several, only then")
	}
}
