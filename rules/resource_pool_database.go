package rules

import (
	"fmt"
	"slices"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/source"
)

// reservedConnections is what of a database server's limit is left for its
// administrators, backups and monitoring.
const reservedConnections = 10

// PoolExceedsDatabase compares the pools of all nodes with the connections the database server takes.
var PoolExceedsDatabase = &Rule{
	Code:     "SC6079",
	Name:     "resource/pool-exceeds-database",
	Severity: diag.Error,
	Summary:  "Pools of all nodes exceed the database limit",
	Facts:    []string{"db-max-connections"},
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/postgres/main.rs:47"}, {"0.15.5", "crates/store/src/backend/mysql/main.rs:70"}, {"0.15.5", "crates/common/src/manager/reload.rs:82"}},
	Check: func(p *Pass) {
		if !p.Host.DBConnections.Known() {
			return
		}
		for _, s := range p.databases() {
			p.poolsAgainst(s)
		}
	},
}

// database is a database server with the pools that the file opens to it.
type database struct {
	typ, where string
	pools      []Number
	spans      []source.Span
	unknown    bool // a size that the file does not tell
}

// databases gathers the SQL stores of the file by the server they lead to.
func (p *Pass) databases() []*database {
	var out []*database
	for _, id := range p.Set.IDs("store", "type") {
		typ := p.typeOf("store", id)
		n := Number{}
		switch typ {
		case "postgresql": // twice the cores unless set, and for 0 as well no connection at all
			n = p.number(2*p.Host.Cores.Value, "store."+id+".pool.max-connections")
			n.OK = n.OK && (n.At != nil || p.Host.Cores.Known())
		case "mysql":
			n = p.number(100, "store."+id+".pool.max-connections")
			if n.OK && n.N == 0 {
				n.N = 100
			}
		default:
			continue
		}
		host, _ := p.Set.Value("store." + id + ".host")
		port, _ := p.Set.Value("store." + id + ".port")
		where := host + ":" + port
		i := slices.IndexFunc(out, func(d *database) bool { return d.typ == typ && d.where == where })
		if i < 0 {
			i = len(out)
			out = append(out, &database{typ: typ, where: where})
		}
		d := out[i]
		d.pools, d.spans = append(d.pools, n), append(d.spans, p.objectSpan("store", id))
		d.unknown = d.unknown || !n.OK
	}
	return out
}

func (p *Pass) poolsAgainst(d *database) {
	if d.unknown {
		return
	}
	nodes := uint64(1)
	if p.Host.Nodes.Known() {
		nodes = p.Host.Nodes.Value
	}
	sum, first := uint64(0), 0
	for i, n := range d.pools {
		sum += n.N
		if n.N > d.pools[first].N {
			first = i
		}
	}
	most := p.Host.DBConnections.Value
	usable := most - min(reservedConnections, most)
	all := times(sum, float64(nodes))
	pools := "pool"
	if len(d.pools) > 1 || nodes > 1 {
		pools = "pools"
	}
	if nodes > 1 {
		pools += " of " + plural(int(nodes), "node")
	}
	span := d.spans[first]
	if at := d.pools[first].At; at != nil {
		span = at.ValueSpan
	}
	var f diag.Finding
	switch {
	case all > most:
		f = diag.At(span, "The %s may open %d connections to this database server, which takes %d: it refuses the rest, and the server answers with temporary errors", pools, all, most)
	case all > usable:
		f = diag.At(span, "The %s may open %d connections to this database server, which takes %d: none is left for administrators, backups and monitoring", pools, all, most).
			WithSeverity(diag.Warning)
	case times(all, 2) > usable:
		f = diag.At(span, "The %s may open %d connections to this database server, and a reload of the configuration opens new ones before the old are gone: for a moment up to %d, it takes %d", pools, all, times(all, 2), most).
			WithSeverity(diag.Info)
	default:
		return
	}
	for i, n := range d.pools {
		if i != first {
			f = f.WithRelated(d.spans[i], "%s", n.is())
		}
	}
	each := max(usable/2/nodes/uint64(len(d.pools)), 1)
	p.Report(f.On(d.pools[first].Key).WithDetail("%s", fmt.Sprintf("Set pool.max-connections = %d for each, raise max_connections of the database, or put a pooler before it. %d connections are left for others.", each, reservedConnections)))
}
