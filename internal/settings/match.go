package settings

import "github.com/stalcfg/stalcfg/schema"

// matched is a remembered answer of Match.
type matched struct {
	schema.Match
	ok, done bool
}

// Match finds the entry of the schema that a setting of the set belongs to, once
// for all who ask; ok is false when no release reads it.
func (s *Set) Match(x *Setting) (m schema.Match, ok bool) {
	if s.matches == nil {
		s.matches = make([]matched, len(s.sorted))
	}
	at := &s.matches[x.place]
	if !at.done {
		at.Match, at.ok = schema.Lookup(x.Key)
		at.done = true
	}
	return at.Match, at.ok
}

// Live reports whether the newest release reads a setting of the set.
func (s *Set) Live(x *Setting) bool {
	m, ok := s.Match(x)
	return ok && m.Key.Status == schema.Live
}
