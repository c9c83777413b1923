package settings

import "strings"

// Object is one object of the configuration, such as a listener or a store: the
// settings below its name, to be found by the rest of their keys.
type Object struct {
	ID   string
	all  []Setting
	skip int // length of the name and its dot
}

// Object gives the settings below group.id, none if there is no such object.
func (s *Set) Object(group, id string) Object {
	name := group + "." + id
	return Object{id, s.Under(name), len(name) + 1}
}

// All gives the settings of the object in key order. The slice shares the set's
// memory.
func (o Object) All() []Setting { return o.all }

// Name is what a setting is called within the object.
func (o Object) Name(x *Setting) string { return x.Key[o.skip:] }

// Lookup finds the setting of exactly this name.
func (o Object) Lookup(name string) (*Setting, bool) {
	if i := o.search(name); i < len(o.all) && o.all[i].Key[o.skip:] == name {
		return &o.all[i], true
	}
	return nil, false
}

// Has reports whether there is a setting of exactly this name.
func (o Object) Has(name string) bool { _, ok := o.Lookup(name); return ok }

// HasUnder reports whether the name of any setting starts with this one and a
// dot.
func (o Object) HasUnder(name string) bool {
	for i := o.search(name); i < len(o.all) && strings.HasPrefix(o.all[i].Key[o.skip:], name); i++ {
		if isUnder(o.all[i].Key[o.skip:], name) {
			return true
		}
	}
	return false
}

// List gives what a list setting reads, as Set.List does.
func (o Object) List(name string) []*Setting {
	var out []*Setting
	for i := o.search(name); i < len(o.all) && strings.HasPrefix(o.all[i].Key[o.skip:], name); i++ {
		if rest := o.all[i].Key[o.skip:]; len(rest) == len(name) || rest[len(name)] == '.' {
			out = append(out, &o.all[i])
		}
	}
	return out
}

// search finds the first place where a name may stand: what follows the common
// start of sorted keys is sorted as well.
func (o Object) search(name string) int {
	lo, hi := 0, len(o.all)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); o.all[mid].Key[o.skip:] < name {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
