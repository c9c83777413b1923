package fix

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// state is a file as the server reads it.
type state struct {
	data []byte
	doc  *dialect.Document
	keys map[string]string
}

func read(data []byte, gen dialect.Generation) *state {
	doc := dialect.Parse(source.New("", data), gen)
	return &state{data, doc, doc.Keys()}
}

// step is an attempt to carry out some mends.
type step struct {
	before, after *state
	fixes         []*diag.Fix
}

// check proves that a step does what its mends intend and no more. The error
// says what it does besides.
func (s *step) check() error {
	if bytes.Equal(s.before.data, s.after.data) {
		return fmt.Errorf("it changes nothing")
	}
	accepted := s.before.doc.Accepted()
	switch {
	case accepted && !s.after.doc.Accepted():
		e := s.after.doc.Errors[0]
		return fmt.Errorf("the server would refuse the result in line %d: %s", e.Line, e.Detail)
	case !accepted && !s.readsFurther():
		return fmt.Errorf("the file would have %d syntax errors instead of %d", len(s.after.doc.Errors), len(s.before.doc.Errors))
	}
	intended := s.intended()
	for _, key := range changed(s.before.keys, s.after.keys) {
		old, had := s.before.keys[key]
		now, has := s.after.keys[key]
		if !accepted && !had {
			continue // what could not be read before may appear
		}
		if intended.holds(key) {
			continue
		}
		switch {
		case !has:
			return fmt.Errorf("%s would be lost", key)
		case !had:
			return fmt.Errorf("%s would be added", key)
		case old != now:
			return fmt.Errorf("%s would get another value", key)
		}
	}
	return nil
}

// readsFurther reports whether reading gets further than before: there are fewer
// syntax errors, or as many of which none comes earlier and at least one later.
// Unsafe mends may leave the errors as they are.
func (s *step) readsFurther() bool {
	old, now := s.before.doc.Errors, s.after.doc.Errors
	if len(now) != len(old) {
		return len(now) < len(old)
	}
	further := slices.ContainsFunc(s.fixes, func(f *diag.Fix) bool { return !f.Safe })
	for i := range old {
		same := s.unread(old[i].Span.Start)
		switch left := len(s.after.data) - int(now[i].Span.Start); {
		case left > same:
			return false
		case left < same || now[i].Kind != old[i].Kind:
			further = true
		}
	}
	return further
}

// unread is the number of bytes from an offset of the file to its end, with
// what edits behind the offset add or remove.
func (s *step) unread(off uint32) int {
	n := len(s.before.data) - int(off)
	for _, f := range s.fixes {
		for _, e := range f.Edits {
			if e.Span.Start > off {
				n += len(e.New) - e.Span.Len()
			}
		}
	}
	return n
}

// changed lists the keys that two maps do not have alike, in order.
func changed(before, after map[string]string) []string {
	var out []string
	for k, v := range before {
		if now, ok := after[k]; !ok || now != v {
			out = append(out, k)
		}
	}
	for k := range after {
		if _, ok := before[k]; !ok {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// keySet is a set of keys that may change, with all keys below them.
type keySet map[string]bool

func (k keySet) holds(key string) bool {
	for {
		if k[key] {
			return true
		}
		i := strings.LastIndexByte(key, '.')
		if i < 0 {
			return false
		}
		key = key[:i]
	}
}

// intended gives the keys that the mends may change. A safe mend says so
// itself. An unsafe one may change, besides, what its edits touch: the
// statements on these lines, and the settings below a header on them.
func (s *step) intended() keySet {
	out := keySet{}
	unsafe := false
	for _, f := range s.fixes {
		for _, k := range f.Intends {
			out[strings.TrimSuffix(k, ".")] = true
		}
		unsafe = unsafe || !f.Safe
	}
	if unsafe {
		old, now := s.touched()
		out.addTouched(s.before, old)
		out.addTouched(s.after, now)
	}
	return out
}

// touched gives the lines that edits of unsafe mends touch, in the file before
// and after.
func (s *step) touched() (before, after []source.Span) {
	var edits []diag.Edit
	unsafe := map[source.Span]bool{}
	for _, f := range s.fixes {
		edits = append(edits, f.Edits...)
		for _, e := range f.Edits {
			unsafe[e.Span] = unsafe[e.Span] || !f.Safe
		}
	}
	slices.SortStableFunc(edits, byStart)
	shift := 0
	for _, e := range edits {
		start := int(e.Span.Start) + shift
		shift += len(e.New) - e.Span.Len()
		if !unsafe[e.Span] {
			continue
		}
		before = append(before, lines(s.before.data, int(e.Span.Start), int(e.Span.End)))
		after = append(after, lines(s.after.data, start, start+len(e.New)))
	}
	return before, after
}

// lines widens a range to whole lines. A line feed at its end belongs to the line
// it ends.
func lines(data []byte, start, end int) source.Span {
	if end > start && data[end-1] == '\n' {
		end--
	}
	start = bytes.LastIndexByte(data[:start], '\n') + 1
	if i := bytes.IndexByte(data[end:], '\n'); i >= 0 {
		end += i
	} else {
		end = len(data)
	}
	return source.Span{Start: uint32(start), End: uint32(end) + 1}
}

func (k keySet) addTouched(s *state, spans []source.Span) {
	hit := func(t source.Span) bool {
		return slices.ContainsFunc(spans, func(x source.Span) bool { return x.Overlaps(t) })
	}
	headers := make([]bool, len(s.doc.Headers))
	for i := range s.doc.Headers {
		h := &s.doc.Headers[i]
		if headers[i] = hit(h.Span); headers[i] && h.Array {
			k[h.Base] = true // moving one changes the numbers of the others
		}
	}
	statements := make([]bool, len(s.doc.Statements))
	for i := range s.doc.Statements {
		st := &s.doc.Statements[i]
		statements[i] = hit(st.Span) || st.Header >= 0 && headers[st.Header]
	}
	for i := range s.doc.Entries {
		if e := &s.doc.Entries[i]; e.Statement >= 0 && statements[e.Statement] {
			k[e.Key] = true
		}
	}
}
