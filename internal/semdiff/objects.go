package semdiff

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/schema"
)

// object is the settings of one id: of a store, a listener, an element of an
// array of tables.
type object struct {
	group, id string
	items     []*item
}

func (o *object) path() string { return o.group + "." + o.id }

// rename is an object that has another id in the new file.
type rename struct {
	group, from, to string
	order           bool // an array's element that changed its position
	members         int
}

// idOf finds the object a setting belongs to by its pattern.
func idOf(it *item) (group, id string, ok bool) {
	if it.k == nil {
		return "", "", false
	}
	before, after, ok := strings.Cut(it.k.Pattern, ".*.")
	if !ok || len(it.key) <= len(before)+1 {
		return "", "", false
	}
	rest := it.key[len(before)+1:]
	literal, _, deeper := strings.Cut("."+after, ".*")
	i := len(rest) - len(after) - 1
	if deeper {
		if literal += "."; literal == "." {
			i = strings.IndexByte(rest, '.')
		} else {
			i = strings.Index(rest, literal)
		}
	}
	if i <= 0 || i > len(rest) {
		return "", "", false
	}
	return before, rest[:i], true
}

// elementOf finds the array of tables a setting stands in.
func elementOf(it *item) (group, id string, ok bool) {
	for at := 0; ; {
		i := strings.IndexByte(it.key[at:], '.')
		if i < 0 {
			return "", "", false
		}
		if seg := it.key[at : at+i]; at > 0 && isIndex(seg) {
			return it.key[:at-1], seg, true
		}
		at += i + 1
	}
}

// objects groups settings. Groups and ids keep the order of the keys.
func objects(all []*item, find func(*item) (string, string, bool)) (map[string][]*object, []string) {
	groups := map[string][]*object{}
	at := map[string]*object{}
	var names []string
	for _, it := range all {
		group, id, ok := find(it)
		if !ok {
			continue
		}
		path := it.key[:len(group)+1+len(id)]
		o := at[path]
		if o == nil {
			o = &object{group: group, id: id}
			at[path] = o
			if groups[group] == nil {
				names = append(names, group)
			}
			groups[group] = append(groups[group], o)
		}
		o.items = append(o.items, it)
	}
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	return groups, names
}

// rank puts first what others refer to.
func rank(group string) int {
	switch group {
	case "store", "certificate":
		return 0
	case "directory":
		return 1
	}
	return 2
}

// align gives objects of the old file the ids that they have in the new one.
// Elements of arrays that only moved up or down because others came or went are
// in shifted.
func align(old, now []*item) (done, shifted []rename) {
	was, names := objects(old, idOf)
	is, _ := objects(now, idOf)
	for _, group := range names {
		r := matchNamed(named(was[group]), named(is[group]), done)
		done = append(done, r...)
		rewrite(was[group], r)
	}
	was, names = objects(old, elementOf)
	is, _ = objects(now, elementOf)
	for _, group := range names {
		r := matchElements(was[group], is[group], group)
		rewrite(was[group], r)
		for _, x := range r {
			if x.order {
				done = append(done, x)
			} else if x.from != x.to {
				shifted = append(shifted, x)
			}
		}
	}
	return done, shifted
}

// named leaves out elements of arrays.
func named(all []*object) []*object {
	var out []*object
	for _, o := range all {
		if !isIndex(o.id) {
			out = append(out, o)
		}
	}
	return out
}

// rewrite changes the keys of objects. All ids change at once, so that they can
// trade places.
func rewrite(all []*object, renames []rename) {
	if len(renames) == 0 {
		return
	}
	to := map[string]string{}
	for _, r := range renames {
		to[r.from] = r.to
	}
	for _, o := range all {
		id, ok := to[o.id]
		if !ok || id == o.id {
			continue
		}
		prefix := o.path()
		for _, it := range o.items {
			it.key = o.group + "." + id + it.key[len(prefix):]
		}
		o.id = id
	}
}

// maxPairs bounds the search for objects that are alike.
const maxPairs = 10_000

// matchNamed pairs ids that only one side has: first those with the same
// settings, then those with most settings alike.
func matchNamed(was, is []*object, done []rename) []rename {
	was, is = onlyIn(was, is), onlyIn(is, was)
	if len(was) == 0 || len(is) == 0 {
		return nil
	}
	free := map[string][]*object{}
	for _, o := range is {
		s := o.signature(nil)
		free[s] = append(free[s], o)
	}
	var out []rename
	taken := map[*object]bool{}
	take := func(a, b *object) {
		out = append(out, rename{group: a.group, from: a.id, to: b.id, members: len(a.items)})
		taken[a], taken[b] = true, true
	}
	for _, o := range was {
		if s := o.signature(done); len(free[s]) > 0 {
			take(o, free[s][0])
			free[s] = free[s][1:]
		}
	}
	isTaken := func(o *object) bool { return taken[o] }
	was, is = slices.DeleteFunc(was, isTaken), slices.DeleteFunc(is, isTaken)
	if len(was)*len(is) > maxPairs {
		return out
	}
	for _, o := range was {
		if j := nearest(o, is, done); j >= 0 {
			take(o, is[j])
			is = slices.Delete(is, j, j+1)
		}
	}
	return out
}

// onlyIn gives the objects of a that b has no id of.
func onlyIn(a, b []*object) []*object {
	ids := make(map[string]bool, len(b))
	for _, o := range b {
		ids[o.id] = true
	}
	var out []*object
	for _, o := range a {
		if !ids[o.id] {
			out = append(out, o)
		}
	}
	return out
}

// signature is the same text for objects with the same settings.
func (o *object) signature(done []rename) string {
	var b strings.Builder
	for _, it := range o.items {
		b.WriteString(it.key[len(o.path()):] + "\x01" + it.following(done) + "\x02")
	}
	return b.String()
}

// nearest is the object with most settings in common, -1 when less than two
// thirds are, or when they are of different types.
func nearest(o *object, all []*object, done []rename) int {
	best, at := 0.0, -1
	for j, other := range all {
		if o.typ() != other.typ() {
			continue
		}
		have := map[string]string{}
		for _, it := range other.items {
			have[it.key[len(other.path()):]] = it.canon
		}
		same := 0
		for _, it := range o.items {
			if c, ok := have[it.key[len(o.path()):]]; ok && c == it.following(done) {
				same++
			}
		}
		if score := float64(same) / float64(max(len(o.items), len(other.items))); same >= 3 && score > best {
			best, at = score, j
		}
	}
	if best*3 < 2 {
		return -1
	}
	return at
}

// typ is the value by which the server tells the kinds of object of a group.
func (o *object) typ() string {
	key := o.path() + "." + schema.Discriminator(o.group)
	for _, it := range o.items {
		if it.key == key {
			return it.canon
		}
	}
	return ""
}

// following is the canonical text with renamed objects under their new names.
func (it *item) following(done []rename) string {
	canon := it.canon
	if len(done) == 0 || it.k == nil || it.k.Ref == "" && (!it.k.IsExpression() || !strings.ContainsAny(canon, "'\"")) {
		return canon
	}
	for _, r := range done {
		switch {
		case r.order:
		case it.k.IsExpression():
			canon = strings.ReplaceAll(canon, "'"+r.from+"'", "'"+r.to+"'")
			canon = strings.ReplaceAll(canon, `"`+r.from+`"`, `"`+r.to+`"`)
		case it.k.Ref != "" && refersTo(it.k.Ref, r.group):
			parts := strings.Split(canon, "\x00")
			for i := range parts {
				if parts[i] == r.from {
					parts[i] = r.to
				}
			}
			canon = strings.Join(parts, "\x00")
		}
	}
	return canon
}

// refersTo reports whether values that name a ref name objects of the group.
func refersTo(ref, group string) bool {
	switch {
	case strings.HasPrefix(ref, "store"):
		return group == "store"
	case ref == "trusted sieve script":
		return group == "sieve.trusted.scripts"
	}
	return ref == group
}
