package schema

import "strings"

// perNode lists what may differ between the nodes of one cluster, with the
// reason. A name that ends in .* stands for everything below it; other names
// are patterns of settings.
var perNode = [...]struct{ pattern, why string }{
	{"cluster.node-id", "it tells the nodes apart"},
	{"server.hostname", nodeName}, {"lookup.default.hostname", nodeName}, {"session.connect.hostname", nodeName},
	{"session.connect.greeting", nodeName}, {"queue.connection.*.ehlo-hostname", nodeName},
	{"queue.source-ip.*.ehlo-hostname", nodeName}, {"sieve.trusted.hostname", nodeName}, {"report.submitter", nodeName},
	{"server.listener.*.bind", nodeAddress}, {"queue.connection.*.source-ips", nodeAddress},
	{"server.proxy.trusted-networks", nodeNetwork}, {"server.listener.*.proxy.trusted-networks", nodeNetwork},
	{"resolver.custom", nodeNetwork}, {"store.*.ids.machine", nodeName}, {"store.*.ids.datacenter", nodeName},
	{"certificate.*", "each node has certificates for its own names"},
	{"store.*.path", nodePath}, {"store.*.cluster-file", nodePath}, {"webadmin.path", nodePath},
	{"tracer.*", nodeTelemetry}, {"metrics.open-telemetry.*", nodeTelemetry}, {"metrics.prometheus.*", nodeTelemetry},
	{"server.max-connections", nodeSize}, {"server.listener.*.max-connections", nodeSize},
	{"server.socket.*", nodeSize}, {"server.listener.*.socket.*", nodeSize},
	{"store.*.pool.*", nodeSize}, {"directory.*.pool.*", nodeSize}, {"directory.*.cache.*", nodeSize}, {"cache.*", nodeSize},
	{"queue.virtual.*.threads-per-node", nodeSize},
}

const (
	nodeName      = "it names the node"
	nodeAddress   = "each node has its own addresses"
	nodeNetwork   = "it follows the network around the node"
	nodePath      = "it is a place on the node's disk"
	nodeTelemetry = "each node logs where it runs"
	nodeSize      = "it follows the size of the node's host"
)

// PerNode reports whether a setting may well differ between the nodes of one
// cluster, and why: node id and names, addresses, paths on the node's disk,
// certificates, logs, and sizes that follow the host. Every other setting
// should be the same on all nodes: they share one data store, and a client
// meets any of them. The key is a flattened one, as "server.listener.smtp.bind.0000".
func PerNode(key string) (why string, ok bool) {
	m, known := Lookup(key)
	for i := range perNode {
		p := &perNode[i]
		if known && m.Key.Pattern == p.pattern || matchesPattern(key, p.pattern) {
			return p.why, true
		}
	}
	return "", false
}

// matchesPattern compares a key with a pattern part by part; a * at the end
// stands for one part or more.
func matchesPattern(key, pattern string) bool {
	for {
		want, morePattern, moreP := strings.Cut(pattern, ".")
		part, rest, more := strings.Cut(key, ".")
		switch {
		case want != "*" && want != part:
			return false
		case !moreP:
			return want == "*" || !more
		case !more:
			return false
		}
		key, pattern = rest, morePattern
	}
}
