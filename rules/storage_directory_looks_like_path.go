package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// DirectoryLooksLikePath reports a path where the id of a store or directory belongs.
var DirectoryLooksLikePath = &Rule{
	Code:     "SC4102",
	Name:     "storage/directory-looks-like-path",
	Severity: diag.Error,
	Summary:  "storage.directory is a path",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/storage.rs"}},
	Check: func(p *Pass) {
		for _, key := range []string{"storage.directory", "storage.data", "storage.blob", "storage.fts", "storage.lookup"} {
			x, ok := p.Set.Lookup(key)
			if !ok || !strings.ContainsAny(x.Value, "/\\") || x.HasMacro() || p.Set.Has("store."+x.Value+".type") || p.Set.Has("directory."+x.Value+".type") {
				continue
			}
			what := "store"
			if key == "storage.directory" {
				what = "directory"
			}
			p.Report(p.Setting(x, "%s = %q looks like a path: it must be the id of a [%s.<id>] block", key, x.Value, what).
				WithDetail("Define the %s and name it; the path goes into [store.<id>].", what))
		}
	},
}
