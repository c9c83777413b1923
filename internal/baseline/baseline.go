package baseline

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// Entry is one known finding. Rule, Code and Key are there for people: Print
// alone decides, and stays the same when lines move.
type Entry struct {
	Rule  string `json:"rule"`
	Code  string `json:"code"`
	Key   string `json:"key"`
	Print string `json:"fingerprint"`
}

// Baseline is the known findings of several files. Reading it from several
// goroutines is safe.
type Baseline struct {
	dir   string // absolute; names of files are relative to it
	files map[string][]Entry
}

// New is an empty baseline that is to be kept at a path.
func New(path string) (*Baseline, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	return &Baseline{dir: filepath.Dir(abs), files: map[string][]Entry{}}, nil
}

// rel is the name of a linted file in the baseline: relative to the baseline's
// directory, with slashes. Names in angle brackets, as <stdin>, stay as they
// are.
func (b *Baseline) rel(name string) string {
	if strings.HasPrefix(name, "<") {
		return name
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return filepath.ToSlash(name)
	}
	rel, err := filepath.Rel(b.dir, abs)
	if err != nil { // another volume
		return filepath.ToSlash(abs)
	}
	return filepath.ToSlash(rel)
}

// Filter parts the findings of a file into new and known ones. Stale are the
// entries that no finding needs although their rule ran.
func (b *Baseline) Filter(name string, fs []diag.Finding, ran func(rule string) bool) (left, known []diag.Finding, stale []Entry) {
	entries := b.files[b.rel(name)]
	if len(entries) == 0 {
		return fs, nil, nil
	}
	found := make(map[string]bool, len(entries))
	for i := range entries {
		found[entries[i].Print] = false
	}
	left = fs[:0:0]
	for i := range fs {
		print := fs[i].Print()
		if _, ok := found[print]; ok {
			found[print] = true
			known = append(known, fs[i])
		} else {
			left = append(left, fs[i])
		}
	}
	for _, e := range entries {
		if !found[e.Print] && ran(e.Rule) {
			stale = append(stale, e)
		}
	}
	return left, known, stale
}

// Replace makes fs the known findings of a file. Entries of rules that did not
// run stay. Keys go through mask, because a key can be a secret.
func (b *Baseline) Replace(name string, fs []diag.Finding, ran func(rule string) bool, mask func(string) string) {
	rel := b.rel(name)
	var entries []Entry
	seen := map[string]bool{}
	for i := range fs {
		f, print := &fs[i], fs[i].Print()
		entries = append(entries, Entry{Rule: f.Name, Code: f.Code, Key: mask(f.Key), Print: print})
		seen[print] = true
	}
	for _, e := range b.files[rel] {
		if !seen[e.Print] && !ran(e.Rule) {
			entries = append(entries, e)
		}
	}
	delete(b.files, rel)
	if len(entries) > 0 {
		b.files[rel] = entries
	}
}

// Forget drops the files that are gone. exists is asked with the path of each.
func (b *Baseline) Forget(exists func(path string) bool) {
	for rel := range b.files {
		if !strings.HasPrefix(rel, "<") && !exists(b.path(rel)) {
			delete(b.files, rel)
		}
	}
}

func (b *Baseline) path(rel string) string {
	p := filepath.FromSlash(rel)
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(b.dir, p)
}

// Len is the number of known findings and of the files they are in.
func (b *Baseline) Len() (findings, files int) {
	for _, entries := range b.files {
		findings += len(entries)
	}
	return findings, len(b.files)
}

// order sorts entries the way they are written.
func order(entries []Entry) []Entry {
	out := slices.Clone(entries)
	slices.SortFunc(out, func(x, y Entry) int {
		return cmp.Or(cmp.Compare(x.Code, y.Code), cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.Key, y.Key), cmp.Compare(x.Print, y.Print))
	})
	return slices.CompactFunc(out, func(x, y Entry) bool { return x.Print == y.Print })
}
