package semdiff

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
	"github.com/stalcfg/stalcfg/schema/history"
)

// Side is one configuration and the release it is for.
type Side struct {
	File   *source.File
	Set    *settings.Set
	Target schema.Version
	Absent bool // there is no file: nothing is told of defaults
}

// Diff is what two configurations do not have in common.
type Diff struct {
	Old, New Side
	Changes  []Change // in the order of their keys

	renames []rename
	shifted []rename
	names   map[string]string // objects that got another id, for findings
	mask    *masks
}

// Shown hides the secrets of both files in a text made from them.
func (d *Diff) Shown(text string) string { return d.mask.hide(text) }

// ShownValue is the value of a flattened setting of either file as it may be
// shown.
func (d *Diff) ShownValue(key, text string) string { return d.mask.shown(key, text) }

// Differs reports whether the server behaves differently.
func (d *Diff) Differs() bool {
	for i := range d.Changes {
		if !d.Changes[i].SameMeaning() {
			return true
		}
	}
	return d.Old.Target != d.New.Target
}

// Compare lists what differs between two configurations that the server
// accepts.
func Compare(old, now Side) *Diff {
	c := &comparison{old: old, now: now, mask: &masks{files: []Side{old, now}}}
	c.was, c.is = items(old.Set), items(now.Set)
	var shifted []rename
	c.renames, shifted = align(c.was, c.is)
	c.local = [2]*schema.LocalKeys{localKeys(old), localKeys(now)}
	c.run()
	slices.SortStableFunc(c.out, func(a, b Change) int { return strings.Compare(a.Key, b.Key) })
	return &Diff{Old: old, New: now, Changes: c.out, renames: c.renames, shifted: shifted, mask: c.mask}
}

// comparison is one run of Compare.
type comparison struct {
	old, now Side
	was, is  []*item
	renames  []rename
	local    [2]*schema.LocalKeys
	mask     *masks
	ids      [2]map[string]bool // objects of both sides, "store.data"
	reach    [2]map[uint16]reach
	named    map[string]bool // settings that others name
	out      []Change
}

func (c *comparison) run() {
	c.ids = [2]map[string]bool{objectPaths(c.was), objectPaths(c.is)}
	is := make(map[string]*item, len(c.is))
	for _, it := range c.is {
		is[it.key] = it
	}
	follows := map[string][]string{}
	var gone []*item
	for _, it := range c.was {
		other := is[it.key]
		if other == nil {
			gone = append(gone, it)
			continue
		}
		delete(is, it.key)
		switch {
		case it.canon == other.canon && it.form == other.form, c.sameText(it, other):
		case it.following(c.renames) == other.canon:
			for _, r := range c.renames {
				if !r.order && it.following([]rename{r}) != it.canon {
					follows[r.group+"."+r.to] = append(follows[r.group+"."+r.to], other.own)
				}
			}
		default:
			c.both(it, other)
		}
	}
	gone = c.renamedKeys(gone, is)
	for _, it := range gone {
		c.gone(it)
	}
	for _, it := range c.is {
		if is[it.key] == it {
			c.come(it)
		}
	}
	c.joinMoved()
	for _, r := range c.renames {
		c.moved(r, follows[r.group+"."+r.to])
	}
}

// sameText reports whether a list of one value and a plain value are the same
// to a setting that stalcfg knows.
func (c *comparison) sameText(a, b *item) bool {
	return a.k != nil && a.k == b.k && a.canon == b.canon && a.form != conditions && b.form != conditions
}

// objectPaths finds the objects of all settings.
func objectPaths(all []*item) map[string]bool {
	out := map[string]bool{}
	last := ""
	for _, it := range all {
		it.path = objectPath(it)
		if it.path != "" && it.path != last {
			out[it.path] = true
			last = it.path
		}
	}
	return out
}

// objectPath is the object a setting belongs to, "" if there is none.
func objectPath(it *item) string {
	if group, id, ok := elementOf(it); ok {
		return it.key[:len(group)+1+len(id)]
	}
	if group, id, ok := idOf(it); ok && group != "lookup" {
		return it.key[:len(group)+1+len(id)]
	}
	return ""
}

// objectPath is the object of a side that a setting belongs to. A setting that
// is not known belongs to the object whose id begins its key.
func (c *comparison) objectPath(it *item, side int) string {
	if it.path != "" || it.k != nil {
		return it.path
	}
	for i := 0; i < len(it.key); i++ {
		if it.key[i] == '.' && c.ids[side][it.key[:i]] {
			return it.key[:i]
		}
	}
	return ""
}

// both adds a setting that both sides have.
func (c *comparison) both(was, is *item) {
	ch := Change{Kind: Changed, Key: is.own, Pattern: is.k, Scope: c.scope(1, is), Old: c.value(was, 0), New: c.value(is, 1)}
	if was.own != is.own {
		ch.OldKey = was.own
		if was.k != is.k {
			ch.Kind, ch.Idle = c.underOtherName(was, is)
			ch.course = courseOf(was, is, ch.Idle)
		}
	}
	if c.sameEffect(was, is) {
		ch.Kind = NoEffect
	}
	if was.form == list && is.form == list || ch.Old.List || ch.New.List {
		c.listDelta(&ch, was, is)
	}
	ch.Secret = sameParts(ch.Old, ch.New) && hides(ch.Old) || c.mask.secretDiffers(differing(was, is))
	c.finish(&ch, was, is)
}

// readAs is the canonical text of an item as another setting would read it.
func (it *item) readAs(k *schema.Key) string {
	other := item{key: it.key, k: k, form: it.form}
	for _, e := range it.elems {
		e.canon = canonical(k, e.text)
		other.elems = append(other.elems, e)
	}
	other.settle()
	return other.canon
}

// listDelta tells which values of a list came and went.
func (c *comparison) listDelta(ch *Change, was, is *item) {
	gone, come := onlyOf(was, is), onlyOf(is, was)
	for _, e := range gone {
		ch.Gone = append(ch.Gone, c.part(was, e, c.old))
	}
	for _, e := range come {
		ch.Come = append(ch.Come, c.part(is, e, c.now))
	}
	ch.Reordered = len(gone)+len(come) == 0
}

// onlyOf gives the values of a list that another does not have, or not as often.
func onlyOf(a, b *item) []*elem {
	count := map[string]int{}
	for i := range b.elems {
		count[b.elems[i].canon]++
	}
	var out []*elem
	for i := range a.elems {
		if e := &a.elems[i]; count[e.canon] > 0 {
			count[e.canon]--
		} else {
			out = append(out, e)
		}
	}
	return out
}

// gone adds a setting that the new file does not have.
func (c *comparison) gone(it *item) {
	ch := Change{Kind: Removed, Key: it.own, Pattern: it.k, Scope: c.scope(0, it), Old: c.value(it, 0)}
	if path := c.objectPath(it, 0); path != "" && !c.ids[1][path] {
		ch.Object = strings.TrimRight(path, "\x00")
	} else if !c.now.Absent && c.behind(&ch, it, c.now) {
		ch.Kind = Unrestated
	}
	c.finish(&ch, it, nil)
}

// come adds a setting that the old file does not have.
func (c *comparison) come(it *item) {
	ch := Change{Kind: Added, Key: it.own, Pattern: it.k, Scope: c.scope(1, it), New: c.value(it, 1)}
	if path := c.objectPath(it, 1); path != "" && !c.ids[0][path] {
		ch.Object = path
	} else if !c.old.Absent && c.behind(&ch, it, c.old) {
		ch.Kind = Restated
	}
	c.finish(&ch, nil, it)
}

// moved adds an object with another id or place.
func (c *comparison) moved(r rename, follows []string) {
	ch := Change{Kind: Moved, OldKey: r.group + "." + r.from, Key: r.group + "." + r.to, Members: r.members, Reordered: r.order, Follows: follows, Scope: schema.Database}
	for _, it := range c.members(ch.Key) {
		ch.Scope = c.scope(1, it)
		c.classify(&ch, it, it)
	}
	c.out = append(c.out, ch)
}

// members gives the settings of an object of the new file.
func (c *comparison) members(path string) []*item {
	lo, _ := slices.BinarySearchFunc(c.is, path+".", func(it *item, key string) int { return strings.Compare(it.key, key) })
	hi := lo
	for hi < len(c.is) && strings.HasPrefix(c.is[hi].key, path+".") {
		hi++
	}
	return c.is[lo:hi]
}

func (c *comparison) finish(ch *Change, was, is *item) {
	if ch.SameMeaning() {
		ch.Class = Nothing
	} else {
		switch ch.Idle {
		case "old":
			was = nil
		case "new":
			is = nil
		}
		c.classify(ch, was, is)
		c.expose(ch, was, is)
	}
	c.out = append(c.out, *ch)
}

// scope tells where the server expects a setting. side is 0 for the old file.
func (c *comparison) scope(side int, it *item) schema.Scope {
	if c.local[side].Local(it.elems[0].key) {
		return schema.Local
	}
	return schema.Database
}

// localKeys are the patterns of local settings that count for a file.
func localKeys(s Side) *schema.LocalKeys {
	list := s.Set.List("config.local-keys")
	if len(list) == 0 {
		v := s.Target
		return schema.NewLocalKeys(history.LocalPatterns(history.V(v.Major, v.Minor, v.Patch)))
	}
	patterns := []string{"config.local-keys.*"}
	for _, x := range list {
		patterns = append(patterns, x.Value)
	}
	return schema.NewLocalKeys(patterns)
}
