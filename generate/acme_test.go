package generate_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/generate"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// clusterNode is a plan for a node with a name.
func clusterNode(t *testing.T, change func(*generate.Inputs)) (*generate.Plan, error) {
	t.Helper()
	profile, ok := generate.FindProfile("cluster-node")
	if !ok {
		t.Fatal("no profile cluster-node")
	}
	in := profile.Inputs
	in.Hostname, in.Domains = "mx1.example.org", []string{"example.org"}
	in.Blob.Bucket, in.Blob.Region = "mail", "eu-central-1"
	change(&in)
	return generate.New(in)
}

// TestNodeProviderMerges takes a file with the id that nodes had in common: the
// provider of the node takes its place, and one that a person named stays.
func TestNodeProviderMerges(t *testing.T) {
	old, err := clusterNode(t, func(in *generate.Inputs) {
		in.Hostname, in.TLS.Names = "%{env:NODE}%", []string{"mx1.example.org", "mx2.example.org"}
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := generate.Render(old, generate.RenderOptions{})
	if err != nil || !bytes.Contains(text, []byte("[acme.letsencrypt]")) {
		t.Fatalf("no provider for all nodes: %v\n%s", err, text)
	}
	now, err := clusterNode(t, func(in *generate.Inputs) { in.Node.ID = 1 })
	if err != nil {
		t.Fatal(err)
	}
	if ids := providers(merge(t, now, text, generate.MergeOptions{}).Data); ids != "node-mx1_example_org" {
		t.Errorf("in the place of the provider of all nodes: %s", ids)
	}
	mine := bytes.ReplaceAll(text, []byte("letsencrypt]"), []byte("mine]"))
	if ids := providers(merge(t, now, mine, generate.MergeOptions{}).Data); ids != "mine" {
		t.Errorf("the provider that a person named: %s", ids)
	}
}

// providers are the ids of the ACME providers in a file.
func providers(data []byte) string {
	return strings.Join(settings.FromDocument(parse(data)).IDs("acme", ""), " ")
}

// TestNodeACMERefused is about what would leave a node without its certificate.
func TestNodeACMERefused(t *testing.T) {
	for want, change := range map[string]func(*generate.Inputs){
		"tls.names":             func(in *generate.Inputs) { in.Hostname = "%{env:NODE}%" },
		"node.roles.acme.renew": func(in *generate.Inputs) { in.Node.Roles = map[string][]uint64{"acme.renew": {1, 2}} },
	} {
		if _, err := clusterNode(t, change); err == nil || !strings.Contains(err.Error(), want+": ") {
			t.Errorf("%s: %v", want, err)
		}
	}
	for name, change := range map[string]func(*generate.Inputs){
		"files": func(in *generate.Inputs) {
			in.TLS.Mode, in.Node.Roles = "files", map[string][]uint64{"acme.renew": {1, 2}}
		},
		"macro and number": func(in *generate.Inputs) { in.Hostname, in.Node.ID = "%{env:NODE}%", 2 },
	} {
		if _, err := clusterNode(t, change); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
