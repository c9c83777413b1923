package host

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// unitNames are the server's unit as its installer writes it: the present name and
// the one before Stalwart 0.12.
var unitNames = []string{"stalwart.service", "stalwart-mail.service"}

// unitDirs are where systemd looks for units, the first one that has it wins.
var unitDirs = []string{"etc/systemd/system", "run/systemd/system", "usr/local/lib/systemd/system", "usr/lib/systemd/system", "lib/systemd/system"}

// workers is what the server's unit and its drop-ins set TOKIO_WORKER_THREADS to.
// The environment of the calling process is not the server's, and the files of
// EnvironmentFile hold secrets: neither is read. The runtime refuses to start with
// a value that is no number above zero, so such a value is not a fact.
func (d detector) workers() Fact {
	for _, unit := range unitNames {
		files := d.unitFiles(unit)
		if len(files) == 0 {
			continue
		}
		var f Fact
		for _, file := range files {
			for _, text := range environments(d.read(file)) {
				f = Fact{}
				if n, err := strconv.ParseUint(text, 10, 32); err == nil && n > 0 {
					f = Fact{n, "/" + file}
				}
			}
		}
		return f
	}
	return Fact{}
}

// unitFiles are the files that make up a unit in the order in which they count,
// none if there is no such unit.
func (d detector) unitFiles(unit string) []string {
	var out []string
	for _, dir := range unitDirs {
		if name := path.Join(dir, unit); d.read(name) != "" {
			out = append(out, name)
			break
		}
	}
	if out == nil {
		return nil
	}
	dropIns := map[string]string{}
	var names []string
	for _, dir := range unitDirs {
		entries, _ := fs.ReadDir(d.root, path.Join(dir, unit+".d"))
		for _, e := range entries {
			if _, hidden := dropIns[e.Name()]; !hidden && strings.HasSuffix(e.Name(), ".conf") {
				dropIns[e.Name()] = path.Join(dir, unit+".d", e.Name())
				names = append(names, e.Name())
			}
		}
	}
	slices.Sort(names)
	for _, name := range names {
		out = append(out, dropIns[name])
	}
	return out
}

// environments lists what the Environment= lines of a unit file set
// TOKIO_WORKER_THREADS to; "" stands for a line that clears all variables.
func environments(text string) []string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		words, ok := strings.CutPrefix(strings.TrimSpace(line), "Environment=")
		if !ok {
			continue
		}
		if strings.TrimSpace(words) == "" {
			out = append(out, "")
		}
		for _, w := range strings.Fields(words) {
			if value, ok := strings.CutPrefix(strings.Trim(w, `"'`), "TOKIO_WORKER_THREADS="); ok {
				out = append(out, strings.Trim(value, `"'`))
			}
		}
	}
	return out
}
