package semdiff

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// Findings are what lint says about one side only, in the order it says it.
type Findings struct {
	New, Gone []diag.Finding
	Kept      int // on both sides
}

// FindingsDelta compares what lint says about both sides. A finding is known by
// its rule and key, so that moving a table, or giving an object another id, makes
// it neither new nor gone.
func (d *Diff) FindingsDelta(old, now []diag.Finding) Findings {
	var out Findings
	d.newNames()
	left := map[string]int{}
	for i := range old {
		left[d.subject(&old[i], true)]++
	}
	kept := map[string]int{}
	for i := range now {
		if s := d.subject(&now[i], false); left[s] > 0 {
			left[s]--
			kept[s]++
			out.Kept++
		} else {
			out.New = append(out.New, now[i])
		}
	}
	for i := range old {
		if s := d.subject(&old[i], true); kept[s] > 0 {
			kept[s]--
		} else {
			out.Gone = append(out.Gone, old[i])
		}
	}
	return out
}

// subject is the same text for the same finding in both files.
func (d *Diff) subject(f *diag.Finding, old bool) string {
	key := f.Key
	if key == "" {
		return f.Name + "\x00" + f.Print()
	}
	if old {
		for i := len(key); i > 0; i = strings.LastIndexByte(key[:i], '.') {
			if to, ok := d.names[key[:i]]; ok {
				return f.Name + "\x00" + to + key[i:]
			}
		}
	}
	return f.Name + "\x00" + key
}

// newNames indexes the objects that got another id.
func (d *Diff) newNames() {
	d.names = map[string]string{}
	for _, r := range append(slices.Clone(d.renames), d.shifted...) {
		d.names[r.group+"."+r.from] = r.group + "." + r.to
	}
}

// Worst is the gravest severity of the new findings, zero when there is none.
func (f *Findings) Worst() diag.Severity {
	var worst diag.Severity
	for i := range f.New {
		worst = max(worst, f.New[i].Severity)
	}
	return worst
}
