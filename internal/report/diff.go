package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/semdiff"
	"github.com/stalcfg/stalcfg/schema"
)

// FileDiff is how one file changed.
type FileDiff struct {
	OldName, NewName string // as they are shown
	Status           string // "added", "deleted", "renamed" or ""
	OldTarget        string // release and why, as "0.15.5 (newest TOML release)"
	NewTarget        string
	Diff             *semdiff.Diff
	Findings         semdiff.Findings
	Cost             *semdiff.Cost // nil where no host is known
	Err              string        // why the file was not compared; then there is no Diff
}

// Name is the name of the file, or both names.
func (f *FileDiff) Name() string {
	if f.OldName == f.NewName || f.OldName == "" {
		return Clean(f.NewName)
	}
	if f.NewName == "" {
		return Clean(f.OldName)
	}
	return Clean(f.OldName) + " → " + Clean(f.NewName)
}

// releases says for which releases the files were read: where they differ, and
// where it is not the newest one.
func (f *FileDiff) releases() string {
	switch {
	case f.OldTarget != f.NewTarget && f.Status == "":
		return f.OldTarget + " → " + f.NewTarget
	case f.Diff.New.Target.Before(schema.Latest()):
		return f.NewTarget
	}
	return ""
}

// DiffOptions are common to all formats of diff.
type DiffOptions struct {
	Color   bool
	Width   int // columns of the terminal, 0 for no limit
	Version string
	Tripped []string // gates that were asked for and tripped
}

// DiffReporter prints comparisons: every file in turn, then the end.
type DiffReporter interface {
	File(f *FileDiff) error
	Close() error
}

var diffFormats = [...]struct {
	name string
	make func(io.Writer, DiffOptions) DiffReporter
}{
	{"brief", newDiffBrief},
	{"json", newDiffJSON},
	{"markdown", newDiffMarkdown},
	{"text", newDiffText},
}

// DiffFormats are the names of the formats.
func DiffFormats() []string {
	var out []string
	for _, f := range diffFormats {
		out = append(out, f.name)
	}
	return out
}

// NewDiff makes a reporter for comparisons.
func NewDiff(format string, w io.Writer, o DiffOptions) (DiffReporter, error) {
	for _, f := range diffFormats {
		if f.name == format {
			return f.make(w, o), nil
		}
	}
	return nil, fmt.Errorf("unknown format %q (use %s)", format, schema.OrList(DiffFormats()))
}

// diffSummary says in one line what a file's changes amount to.
func diffSummary(f *FileDiff) string {
	n := semdiff.CountOf(f.Diff.Changes)
	var parts []string
	add := func(count int, what string) {
		if count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count, what))
		}
	}
	add(n.Changed, "changed")
	add(n.Added, "added")
	add(n.Removed, "removed")
	add(n.Moved, "moved")
	add(n.Restated, "default written or no longer written")
	add(n.NoEffect, "without effect")
	if len(parts) == 0 {
		parts = append(parts, "same settings")
	}
	out := strings.Join(parts, ", ")
	var more []string
	switch {
	case n.Migration > 0:
		more = append(more, "data migration")
	case n.Restart > 0:
		more = append(more, "needs a restart")
	}
	for _, x := range []struct {
		count     int
		one, many string
	}{{n.Wider, "opens more", "open more"}, {n.Narrower, "opens less", "open less"}, {n.Review, "decides about access", "decide about access"}} {
		switch {
		case x.count == 1:
			more = append(more, "1 "+x.one)
		case x.count > 1:
			more = append(more, fmt.Sprintf("%d %s", x.count, x.many))
		}
	}
	if f.Diff.Old.Target != f.Diff.New.Target {
		more = append(more, "another release")
	}
	if len(more) > 0 {
		out += "; " + strings.Join(more, ", ")
	}
	return out
}

// findingsSummary counts new and gone findings, "" where there are none.
func findingsSummary(f *FileDiff) string {
	var parts []string
	if n := len(f.Findings.New); n > 0 {
		parts = append(parts, fmt.Sprintf("%d new (worst: %s)", n, f.Findings.Worst()))
	}
	if n := len(f.Findings.Gone); n > 0 {
		parts = append(parts, fmt.Sprintf("%d gone", n))
	}
	return strings.Join(parts, ", ")
}

// costSummary says how the budget changes, "" where it does not.
func costSummary(c *semdiff.Cost) string {
	if c == nil || !c.Changed() {
		return ""
	}
	var parts []string
	bytes := func(what string, old, now uint64) {
		if old != now {
			parts = append(parts, signedSize(old, now)+" "+what)
		}
	}
	count := func(what string, old, now uint64) {
		if old != now {
			parts = append(parts, signedCount(old, now)+" "+what)
		}
	}
	bytes("at rest", c.Old.Rest, c.New.Rest)
	bytes("at worst", c.Old.Worst, c.New.Worst)
	count("descriptors", c.Old.Descriptors, c.New.Descriptors)
	count("connections", c.Old.Connections, c.New.Connections)
	count("threads", c.Old.Threads, c.New.Threads)
	return strings.Join(parts, ", ")
}

// ofMemory says how much of the memory of a host is taken before and after.
func ofMemory(c *semdiff.Cost, ram uint64) string {
	return fmt.Sprintf("%s memory: %s at rest and %s at worst before, %s and %s now",
		budget.Size(ram), budget.Size(c.Old.Rest), budget.Size(c.Old.Worst), budget.Size(c.New.Rest), budget.Size(c.New.Worst))
}

func signedSize(old, now uint64) string {
	if now == old {
		return "·"
	}
	if now >= old {
		return "+" + budget.Size(now-old)
	}
	return "−" + budget.Size(old-now)
}

func signedCount(old, now uint64) string {
	if now == old {
		return "·"
	}
	if now >= old {
		return fmt.Sprintf("+%d", now-old)
	}
	return fmt.Sprintf("−%d", old-now)
}

// takesReload reports whether a row needs startNote.
func takesReload(rows []diffRow) bool {
	return slices.ContainsFunc(rows, func(r diffRow) bool { return r.class == semdiff.Reload.String() })
}

// startNote tells what the classes are about.
const startNote = "The server reads its file at start only. \"reload\" marks what a change in the web admin applies without a restart."
