package rules

import (
	"fmt"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

// node is a file of a cluster with the number of its node.
type node struct {
	*Pass
	at    *settings.Setting // cluster.node-id, nil when it is not set
	id    uint64            // in effect; 1 when it is not set
	known bool              // false when a macro or an unreadable value hides it
}

// nodesOf gives the nodes that could be read as a whole (Stalwart v0.15.5
// crates/common/src/config/network.rs:211).
func nodesOf(ps []*Pass) []node {
	out := make([]node, 0, len(ps))
	for _, p := range ps {
		if p.Set.Partial {
			continue
		}
		n := node{Pass: p, id: 1, known: true}
		if x, ok := p.Set.Lookup("cluster.node-id"); ok {
			id, err := schema.ParseUint(x.Value, 64)
			n.at, n.id, n.known = x, id, err == nil && !x.HasMacro()
		}
		out = append(out, n)
	}
	return out
}

// place is where the number of the node stands in its file.
func (n *node) place() source.Span {
	if n.at != nil {
		return n.at.ValueSpan
	}
	return source.Span{}
}

// elsewhere adds a place in the file of another node.
func elsewhere(f diag.Finding, p *Pass, span source.Span, format string, args ...any) diag.Finding {
	f.Related = append(f.Related[:len(f.Related):len(f.Related)], diag.Related{File: p.File, Span: span, Message: fmt.Sprintf(format, args...)})
	return f
}
