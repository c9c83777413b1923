package generate

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/host"
)

// Profile is a named set of inputs.
type Profile struct {
	Name    string
	Summary string
	Inputs  Inputs
}

// Profiles gives all profiles, smallest first.
func Profiles() []Profile {
	const gib = budget.GiB
	return []Profile{
		{"personal-1g", "one person or a family on the smallest virtual server", sized("personal-1g", 1, gib, 10)},
		{"small-2g", "a club or a small office", sized("small-2g", 2, 2*gib, 50)},
		{"team", "a company that shares one server with other work", sized("team", 4, 8*gib, 250)},
		{"company", "a server of its own for some thousand mailboxes", sized("company", 8, 16*gib, 2000)},
		{"large", "ten thousand mailboxes: database and messages on other hosts", large()},
		{"cluster-node", "one node of a cluster that shares PostgreSQL, S3 and Redis", clusterNode()},
	}
}

// FindProfile gives the profile of that name.
func FindProfile(name string) (Profile, bool) {
	for _, p := range Profiles() {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}

func sized(name string, cores, ram, users uint64) Inputs {
	origin := "profile " + name
	in := Inputs{Profile: name}
	in.Host.RAM = host.Fact{Value: ram, Origin: origin}
	in.Host.Cores = host.Fact{Value: cores, Origin: origin}
	in.Workload = budget.ForUsers(users)
	in.Workload.Origin = origin
	return in
}

func large() Inputs {
	in := sized("large", 16, 64*budget.GiB, 10_000)
	in.Data = Store{Kind: PostgreSQL, Host: "%{env:STALWART_DB_HOST}%", TLS: true}
	in.Blob = Blob{Kind: S3, Bucket: "%{env:STALWART_S3_BUCKET}%", Region: "%{env:STALWART_S3_REGION}%"}
	return in
}

func clusterNode() Inputs {
	in := large()
	in.Profile = "cluster-node"
	in.Host.RAM.Origin, in.Host.Cores.Origin, in.Workload.Origin = "profile cluster-node", "profile cluster-node", "profile cluster-node"
	in.Lookup = Lookup{Kind: Redis, URLs: []string{"%{env:STALWART_REDIS_URL}%"}}
	in.Node = Node{Cluster: true, IDMacro: "%{env:STALWART_NODE_ID}%", Coordinator: Redis}
	return in
}
