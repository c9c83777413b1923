package rules

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// StorePath reports paths of stores that depend on the working directory, lie on a
// network disk or hold something else than the store.
var StorePath = &Rule{
	Code:     "SC4108",
	Name:     "storage/path",
	Severity: diag.Warning,
	Summary:  "Store path is relative or wrong",
	Wants:    NeedMachine,
	Cites: []Cite{{"0.15.5", "crates/store/src/backend/rocksdb/main.rs:35"}, {"0.15.5", "crates/store/src/backend/sqlite/main.rs:27"},
		{"0.15.5", "crates/store/src/backend/fs/mod.rs:29"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			t := p.typeOf("store", id)
			x, ok := p.Set.Lookup("store." + id + ".path")
			if !ok || x.HasMacro() || t != "rocksdb" && t != "sqlite" && t != "fs" || x.Value == "" {
				continue
			}
			if !strings.HasPrefix(x.Value, "/") && !strings.ContainsAny(x.Value[:1], "%${") && !(len(x.Value) > 1 && x.Value[1] == ':') {
				p.Report(p.Setting(x, "%s = %q is relative: the data lands in the directory the server is started from", x.Key, x.Value).
					WithDetail("Write an absolute path."))
			}
			if p.Machine != nil {
				p.storeOnDisk(x, t)
			}
		}
	},
}

// storeOnDisk looks at what is where a store is to be.
func (p *Pass) storeOnDisk(x *settings.Setting, typ string) {
	facts, err := p.Machine.Stat(x.Value)
	switch {
	case errors.Is(err, fs.ErrNotExist) && typ == "sqlite" && strings.HasPrefix(x.Value, "/"):
		dir := path.Dir(x.Value)
		if _, err := p.Machine.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			p.Report(p.Setting(x, "%s = %q: the directory %s does not exist here, and the server does not make it: SQLite cannot open the database", x.Key, x.Value, dir).
				WithDetail("Make the directory for the user the server runs as."))
		}
	case err != nil:
	case typ == "sqlite" && facts.IsDir:
		p.Report(p.Setting(x, "%s = %q is a directory: SQLite keeps everything in one file and cannot open it", x.Key, x.Value).
			WithSeverity(diag.Error).
			WithDetail("Name a file, as %s.", path.Join(x.Value, "data.sqlite3")))
	case typ == "rocksdb" && !facts.IsDir:
		p.Report(p.Setting(x, "%s = %q is a file: RocksDB needs a directory and cannot open it", x.Key, x.Value).
			WithSeverity(diag.Error).
			WithDetail("Name a directory, or set the type of the store the file belongs to."))
	case typ == "fs" && !facts.IsDir:
		p.Report(p.Setting(x, "%s = %q is a file: the store needs a directory, and every message fails to be written", x.Key, x.Value).
			WithSeverity(diag.Error).
			WithDetail("Name a directory."))
	case facts.NetDisk && typ != "fs":
		p.Report(p.Setting(x, "%s = %q is on a network file system: %s needs a local disk", x.Key, x.Value, typ).
			WithSeverity(diag.Error).
			WithDetail("Move the data to a local disk, or use a database server."))
	}
}
