package rules

import (
	"math"
	"path"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
)

// walCap is the size in bytes that the write-ahead logs of RocksDB may grow to:
// four times the buffers of its 27 column families.
const walCap = 4 * 27 * 128 * budget.MiB

// RocksDBLogs compares the write-ahead logs of RocksDB with the free space of the disk.
var RocksDBLogs = &Rule{
	Code:     "SC6081",
	Name:     "resource/store-rocksdb-wal",
	Severity: diag.Warning,
	Summary:  "Not enough disk for the write-ahead log",
	Wants:    NeedMachine,
	Cites:    []Cite{{"0.15.5", "crates/store/src/backend/rocksdb/main.rs:87"}, {"", "https://github.com/facebook/rocksdb/blob/v10.4.2/include/rocksdb/options.h#L780"}},
	Options:  []Option{{"days", "days without a restart that the disk must bear", 90, 1, 3650}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			if p.typeOf("store", id) != "rocksdb" {
				continue
			}
			free, from, ok := p.freeDisk("store." + id + ".path")
			if !ok {
				continue
			}
			// Each message is written with its text, its metadata and its index.
			w := p.load()
			daily := float64(w.Users) * w.MailsPerDay * (float64(w.MessageSize) + 35*budget.KiB)
			logs := min(uint64(math.Min(daily*p.Option("days"), walCap)), walCap)
			if logs <= free {
				continue
			}
			x, _ := p.Set.Lookup("store." + id + ".type")
			p.Report(p.Setting(x, "store.%s is RocksDB with %s of free disk (%s): it keeps old write-ahead logs while any column family has unwritten data, and %d users fill %s of them in %.0f days without a restart; the cap is %s",
				id, size(free), from, w.Users, size(logs), p.Option("days"), size(walCap)).
				WithDetail("Keep %s free besides the mail, restart the server from time to time, which empties the logs, or use another store. No setting of 0.15 lowers the cap.", size(walCap)))
		}
	},
}

// freeDisk is the free space in bytes of the disk where the path in a setting
// lies: declared, or asked of this machine.
func (p *Pass) freeDisk(key string) (free uint64, origin string, ok bool) {
	if d := p.Host.Disk; d.Known() {
		return d.Value, d.Origin, true
	}
	x, set := p.Set.Lookup(key)
	if p.Machine == nil || !set || x.HasMacro() || !path.IsAbs(x.Value) {
		return 0, "", false
	}
	for dir := path.Clean(x.Value); ; dir = path.Dir(dir) { // the store may not be there yet
		if facts, err := p.Machine.Stat(dir); err == nil {
			return facts.Free, "this machine", facts.Free > 0
		}
		if dir == "/" {
			return 0, "", false
		}
	}
}
