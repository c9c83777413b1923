package generate

import (
	"strconv"
	"strings"
)

// nodeProvider begins the id of a provider that one node of a cluster has for
// itself. One pattern of config.local-keys covers those of all nodes.
const nodeProvider = "node-"

// acmeID is the id of the ACME provider. The server keeps the certificate in
// the database under this id, without the names in it (v0.15.5
// common/src/listener/acme/cache.rs:111), so that nodes with names of their own
// need ids of their own.
func acmeID(in *Inputs) string {
	switch {
	case in.Node.Cluster && !hasMacro(in.Hostname):
		// A name has no underscore, so that no two names give the same id.
		return nodeProvider + strings.ReplaceAll(strings.ToLower(in.Hostname), ".", "_")
	case in.Node.Cluster && in.Node.ID > 0:
		return nodeProvider + strconv.FormatUint(in.Node.ID, 10)
	case in.TLS.Directory != letsEncrypt:
		return "authority"
	}
	return "letsencrypt"
}

// sharedFile reports nodes of a cluster with one file for all, which also share
// one certificate.
func sharedFile(in *Inputs) bool {
	return in.Node.Cluster && hasMacro(in.Hostname) && in.Node.ID == 0
}

// acmeNames are the names in the certificate.
func acmeNames(in *Inputs) []string {
	if sharedFile(in) {
		return in.TLS.Names
	}
	return append([]string{in.Hostname}, in.TLS.Names...)
}

// nodeACME refuses what would leave nodes of a cluster with the wrong
// certificate or none. Renewals are shared out by the id of the provider, also
// to a node that does not have it (v0.15.5 services/src/housekeeper/mod.rs:141).
func (c *checker) nodeACME() {
	in := c.in
	if !in.Node.Cluster || in.TLS.Mode != "acme" {
		return
	}
	switch shared := sharedFile(in); {
	case shared && len(in.TLS.Names) == 0:
		c.report("tls.names", "is missing: nodes with one file share one certificate, which needs the names of all nodes; or give node.id a number, and write a file for each node")
	case !shared && len(in.Node.Roles["acme.renew"]) > 0:
		c.report("node.roles.acme.renew", "each node has a certificate of its own, which no other node renews: leave it out")
	}
}
