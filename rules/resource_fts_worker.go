package rules

import (
	"slices"
	"strconv"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// indexTime is what indexing a message takes the one worker of a node, in
// seconds (estimate, with an index in the data store).
const indexTime = 0.010

// FTSSingleWorker compares the mail of the declared users with the one indexing worker of a node.
var FTSSingleWorker = &Rule{
	Code:     "SC6071",
	Name:     "resource/fts-single-worker",
	Severity: diag.Info,
	Summary:  "Full-text indexing limited to one worker",
	Since:    "0.15",
	Cites:    []Cite{{"0.15.5", "crates/services/src/task_manager/mod.rs:108"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("storage.fts")
		if !ok || p.Workload == nil || slices.Contains(searchOnly, p.typeOf("store", x.Value)) {
			return
		}
		if v, _ := p.Set.Value("storage.search-index.email.enabled"); v == "false" {
			return
		}
		nodes := uint64(1)
		if p.Host.Nodes.Known() {
			nodes = p.Host.Nodes.Value
		}
		busy := p.Workload.PeakMails() / float64(nodes) * indexTime
		if busy <= 0.7 {
			return
		}
		on := "the one worker of the node"
		if nodes > 1 {
			on = "the " + strconv.FormatUint(nodes, 10) + " nodes, each with one worker,"
		}
		p.Report(p.Setting(x, "%d users bring %.0f messages a second in the busiest hour, and %s would be busy %.0f %% of the time with indexing them: searches find new mail late",
			p.Workload.Users, p.Workload.PeakMails(), on, 100*busy).
			WithDetail("Put the index into a search server (elasticsearch, meilisearch), which takes batches faster, or share the work among more nodes (declare them with --nodes)."))
	},
}
