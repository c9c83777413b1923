package semdiff

import (
	"cmp"
	"slices"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/host"
)

// Amounts is what a configuration may take: bytes at rest and at worst,
// descriptors, connections and threads.
type Amounts struct {
	Rest, Worst, Descriptors, Connections, Threads uint64
}

// Cost is how the budget of a host changes.
type Cost struct {
	Host     host.Facts
	Workload string
	Old, New Amounts
	Items    []CostItem // what changed, the largest difference at worst first
}

// CostItem is one row of the budget that is not the same on both sides. Key is
// the setting that decides it, with its value on both sides, "" where the side
// does not have the row.
type CostItem struct {
	Name, Key          string
	OldValue, NewValue string
	Old, New           Amounts
}

// CostDelta compares two budgets for the same host.
func (d *Diff) CostDelta(old, now *budget.Ledger) *Cost {
	c := &Cost{Host: now.Host, Workload: now.Workload.String()}
	a, b := old.Total(), now.Total()
	c.Old, c.New = amounts(&a), amounts(&b)
	was := map[string]*budget.Row{}
	for i := range old.Rows {
		was[d.rowName(old.Rows[i].Name)] = &old.Rows[i]
	}
	for i := range now.Rows {
		r := &now.Rows[i]
		before := was[r.Name]
		delete(was, r.Name)
		c.add(r.Name, before, r)
	}
	for i := range old.Rows {
		r := &old.Rows[i]
		if was[d.rowName(r.Name)] == r {
			c.add(r.Name, r, nil)
		}
	}
	sortItems(c.Items)
	return c
}

// rowName is a row's name with the listener's id of the new file.
func (d *Diff) rowName(name string) string {
	for _, r := range append(slices.Clone(d.renames), d.shifted...) {
		if r.group == "server.listener" && name == "listener "+r.from {
			return "listener " + r.to
		}
	}
	return name
}

func amounts(r *budget.Row) Amounts {
	if r == nil {
		return Amounts{}
	}
	return Amounts{r.Rest, r.Worst, r.Descriptors, r.Connections, r.Threads}
}

func (c *Cost) add(name string, old, now *budget.Row) {
	if amounts(old) == amounts(now) {
		return
	}
	it := CostItem{Name: name, Old: amounts(old), New: amounts(now)}
	if old != nil {
		it.Key, it.OldValue = old.Key, decided(old)
	}
	if now != nil {
		it.Key, it.NewValue = now.Key, decided(now)
	}
	c.Items = append(c.Items, it)
}

// decided is the value behind a row.
func decided(r *budget.Row) string {
	if r.Default && r.Key != "" {
		return r.Value + " (default)"
	}
	return r.Value
}

// Changed reports whether the configurations cost the same.
func (c *Cost) Changed() bool { return c.Old != c.New }

// Rises reports whether the new configuration may take more of anything.
func (c *Cost) Rises() bool {
	o, n := c.Old, c.New
	return n.Rest > o.Rest || n.Worst > o.Worst || n.Descriptors > o.Descriptors || n.Connections > o.Connections
}

// sortItems puts the largest difference at worst first.
func sortItems(items []CostItem) {
	slices.SortStableFunc(items, func(a, b CostItem) int {
		return cmp.Or(cmp.Compare(gap(b), gap(a)), cmp.Compare(a.Name, b.Name))
	})
}

func gap(i CostItem) uint64 {
	if i.New.Worst > i.Old.Worst {
		return i.New.Worst - i.Old.Worst
	}
	return i.Old.Worst - i.New.Worst
}
