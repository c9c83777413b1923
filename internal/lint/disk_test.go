package lint_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/rules"
)

// diskMachine has one directory with that many bytes free.
type diskMachine struct {
	fakeMachine
	dir  string
	free uint64
}

func (m diskMachine) Stat(path string) (rules.FileFacts, error) {
	if path != m.dir {
		return rules.FileFacts{}, os.ErrNotExist
	}
	return rules.FileFacts{IsDir: true, Free: m.free}, nil
}

// TestFreeDiskOfMachine lets the rule about RocksDB's logs ask the machine for
// the disk of the store, which need not be there yet.
func TestFreeDiskOfMachine(t *testing.T) {
	store := func(path string) string {
		return "[store.db]\ntype = \"rocksdb\"\npath = \"" + path + "\"\n"
	}
	for name, c := range map[string]struct {
		machine  rules.Machine
		path     string
		declared uint64
		speaks   bool
	}{
		"the store itself":       {diskMachine{dir: "/srv/mail", free: 1 << 30}, "/srv/mail", 0, true},
		"a directory above it":   {diskMachine{dir: "/srv", free: 1 << 30}, "/srv/mail/data", 0, true},
		"enough":                 {diskMachine{dir: "/srv", free: 1 << 40}, "/srv/mail/data", 0, false},
		"not known":              {diskMachine{dir: "/srv"}, "/srv/mail", 0, false},
		"nothing there":          {diskMachine{dir: "/opt", free: 1 << 30}, "/srv/mail", 0, false},
		"relative":               {diskMachine{dir: ".", free: 1 << 30}, "data", 0, false},
		"no machine":             {nil, "/srv/mail", 0, false},
		"declared beats asked":   {diskMachine{dir: "/srv", free: 1 << 30}, "/srv/mail", 1 << 40, false},
		"a macro hides the path": {diskMachine{dir: "/", free: 1 << 30}, "/%{env:DIR}%", 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			o := lint.Options{Selection: lint.Selection{Only: []string{"resource/store-rocksdb-wal"}}, Machine: c.machine}
			if c.declared > 0 {
				o.Host.Disk = host.Fact{Value: c.declared, Origin: "--disk"}
			}
			fs := lint.New(o).Lint(source.New("a.toml", []byte(store(c.path)))).Findings
			if got := len(fs) == 1 && strings.Contains(fs[0].Message, "1 GiB of free disk (this machine)"); got != c.speaks || len(fs) > 1 {
				t.Errorf("%+v", fs)
			}
		})
	}
}
