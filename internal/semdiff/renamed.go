package semdiff

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/schema"
	"github.com/stalcfg/stalcfg/schema/history"
)

// renamedKeys pairs settings that one file has under the name of an older
// release and the other under that of a newer one. It takes them out of free,
// which are those of the new file, and gives what is left of the old one.
func (c *comparison) renamedKeys(gone []*item, free map[string]*item) []*item {
	old := make(map[string]*item, len(gone))
	for _, it := range gone {
		old[it.key] = it
	}
	pair := func(was, is *item) {
		delete(old, was.key)
		delete(free, is.key)
		c.both(was, is)
	}
	for _, it := range gone {
		if other := successor(it, free); other != nil {
			pair(it, other)
		}
	}
	for _, it := range c.is {
		if free[it.key] != it {
			continue
		}
		if other := successor(it, old); other != nil {
			pair(other, it)
		}
	}
	return slices.DeleteFunc(gone, func(it *item) bool { return old[it.key] != it })
}

// underOtherName says what happened to a setting that has another name, and
// which of the names, "old" or "new", the release of its file does not read.
func (c *comparison) underOtherName(was, is *item) (Kind, string) {
	kind, idle := Changed, ""
	if is.k != nil && was.readAs(is.k) == is.canon || is.k == nil && was.k != nil && is.readAs(was.k) == was.canon {
		kind = Moved
	}
	switch {
	case !c.readAt(1, is):
		idle = "new"
	case !c.readAt(0, was):
		idle = "old"
	}
	return kind, idle
}

// successor finds the setting that took over from one whose name the newest
// release does not read any more.
func successor(it *item, free map[string]*item) *item {
	if it.k != nil && it.k.Status == schema.Live {
		return nil
	}
	if it.k != nil && it.k.Status == schema.Renamed && it.k.Replacement != "" {
		before, after, _ := strings.Cut(it.k.Pattern, "*")
		id := strings.TrimSuffix(strings.TrimPrefix(it.key, before), after)
		return free[strings.Replace(it.k.Replacement, "*", id, 1)]
	}
	name, _, ok := history.Successor(it.key, history.Newest())
	if !ok {
		return nil
	}
	if before, after, star := strings.Cut(name, "*"); star {
		return only(free, before, after)
	}
	return free[name]
}

// only finds the setting whose key has a beginning and an end, if there is just
// one.
func only(free map[string]*item, before, after string) *item {
	var found *item
	for key, it := range free {
		if len(key) > len(before)+len(after) && strings.HasPrefix(key, before) && strings.HasSuffix(key, after) {
			if found != nil {
				return nil
			}
			found = it
		}
	}
	return found
}

// course is where settings of a file went that a newer release moved: from one
// table or object to another.
type course struct{ from, to, idle string }

// courseOf is the course of a setting with another name.
func courseOf(was, is *item, idle string) course {
	now, then := is, was
	if is.k == nil || is.k.Status != schema.Live {
		now, then = was, is
	}
	to, from := withoutCommonEnd(now.own, then.own)
	if path := objectPath(now); path != "" && strings.HasSuffix(then.own, now.own[len(path):]) {
		to, from = path, strings.TrimSuffix(then.own, now.own[len(path):])
	}
	if now == was {
		to, from = from, to
	}
	return course{from, to, idle}
}

// joinMoved makes one change of settings that moved together, as those of
// remote.relay to queue.route.relay.
func (c *comparison) joinMoved() {
	members := map[course][]int{}
	for i := range c.out {
		if ch := &c.out[i]; ch.Kind == Moved && ch.course.to != "" && ch.Exposure == Same {
			members[ch.course] = append(members[ch.course], i)
		}
	}
	drop := map[int]bool{}
	for p, all := range members {
		if len(all) < 2 || p.from == "" {
			continue
		}
		first := &c.out[all[0]]
		joined := Change{Kind: Moved, OldKey: p.from, Key: p.to, Members: len(all), Scope: first.Scope, Idle: p.idle}
		for _, i := range all {
			if ch := &c.out[i]; ch.Class > joined.Class {
				joined.Class, joined.Why, joined.Source = ch.Class, ch.Why, ch.Source
			}
			drop[i] = i != all[0]
		}
		*first = joined
	}
	left := c.out[:0]
	for i := range c.out {
		if !drop[i] {
			left = append(left, c.out[i])
		}
	}
	c.out = left
}

// withoutCommonEnd cuts off the segments that two keys end with in common.
func withoutCommonEnd(a, b string) (string, string) {
	for {
		i, j := strings.LastIndexByte(a, '.'), strings.LastIndexByte(b, '.')
		if i < 0 || j < 0 || a[i:] != b[j:] {
			return a, b
		}
		a, b = a[:i], b[:j]
	}
}
