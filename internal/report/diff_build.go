package report

import (
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/semdiff"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
)

// NewFileDiff compares two files that were linted and that the server accepts.
// One of them may be nil: the file came or went. Both budgets are made for the
// host of the new file; without a workload the users are guessed from it.
func NewFileDiff(old, now *lint.Result, w *budget.Workload) *FileDiff {
	f := &FileDiff{}
	if old == nil {
		f.Status = "added"
		old = &lint.Result{Set: nothing(now), File: now.File, Target: now.Target, TargetOrigin: now.TargetOrigin}
	} else {
		f.OldName = old.File.Name
	}
	if now == nil {
		f.Status = "deleted"
		now = &lint.Result{Set: nothing(old), File: old.File, Target: old.Target, TargetOrigin: old.TargetOrigin, Host: old.Host}
	} else {
		f.NewName = now.File.Name
	}
	f.OldTarget = old.Target.String() + " (" + old.TargetOrigin + ")"
	f.NewTarget = now.Target.String() + " (" + now.TargetOrigin + ")"
	if old.Target == now.Target {
		f.OldTarget = f.NewTarget // where it was told from does not matter
	}
	a, b := side(old), side(now)
	a.Absent, b.Absent = f.Status == "added", f.Status == "deleted"
	f.Diff = semdiff.Compare(a, b)
	if f.Status == "" {
		f.Findings = f.Diff.FindingsDelta(old.Findings, now.Findings)
	} else {
		f.Findings = semdiff.Findings{New: now.Findings, Gone: old.Findings}
	}
	if facts := now.Host.Or(old.Host); facts.Known() {
		users := budget.ForHost(facts)
		if w != nil {
			users = *w
		}
		f.Cost = f.Diff.CostDelta(budget.New(old.Set, facts, users), budget.New(now.Set, facts, users))
	}
	return f
}

func side(r *lint.Result) semdiff.Side {
	return semdiff.Side{File: r.File, Set: r.Set, Target: r.Target}
}

// nothing is the settings of a file that does not exist.
func nothing(like *lint.Result) *settings.Set {
	return settings.FromDocument(dialect.Parse(source.New(like.File.Name, nil), like.Target.Generation()))
}
