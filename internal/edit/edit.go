package edit

import (
	"errors"
	"fmt"
	"slices"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/fix"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Change is what is to happen to one setting.
type Change struct {
	Key   string // flattened key of the setting, without an element's index or a branch
	Value *Value // nil removes the setting

	// Where the file does not have the setting yet:
	Table   string // table for it if nothing stands near, "" for its parent
	Comment string // comment on a line above it, without #
}

// ErrRefused tells that the server does not take the document, so that nothing
// can be said about an edit of it.
var ErrRefused = errors.New("the server refuses the file")

// ChangeError tells why a setting cannot be changed in place.
type ChangeError struct {
	Key  string
	Span source.Span // where the setting stands, empty if nowhere
	Why  string
}

// Error names the setting and the reason.
func (e *ChangeError) Error() string {
	return fmt.Sprintf("%s cannot be changed in place: %s", e.Key, e.Why)
}

// Edits gives the edits of the changes. The document must be accepted. Nothing
// is proved yet: internal/fix does that for mends, Apply for the rest.
func Edits(doc *dialect.Document, changes ...Change) ([]diag.Edit, error) {
	if !doc.Accepted() {
		return nil, ErrRefused
	}
	return newEditor(doc, changes).run(changes)
}

// Apply carries out the changes and proves on the result that every setting
// changed is what it was to become and that all others are as before. A setting
// that has its value already, however it is written, stays untouched.
func Apply(doc *dialect.Document, changes ...Change) ([]byte, error) {
	data, err := together(doc, changes)
	if err == nil || len(changes) < 2 || errors.Is(err, ErrRefused) {
		return data, err
	}
	// Edits side by side may touch each other; one after the other they do not.
	for i := range changes {
		if data, err = together(doc, changes[i:i+1]); err != nil {
			return nil, err
		}
		doc = dialect.Parse(source.New(doc.File.Name, data), doc.Generation)
	}
	return data, nil
}

// together carries out all changes in one step.
func together(doc *dialect.Document, changes []Change) ([]byte, error) {
	edits, err := Edits(doc, changes...)
	if err != nil {
		return nil, err
	}
	data, err := fix.Apply(doc.File.Data, edits)
	if err != nil {
		return nil, fmt.Errorf("edits get in each other's way: %w", err)
	}
	after := dialect.Parse(source.New(doc.File.Name, data), doc.Generation)
	if err := prove(doc, after, changes); err != nil {
		return nil, err
	}
	return data, nil
}

// prove compares the settings before and after.
func prove(before, after *dialect.Document, changes []Change) error {
	if !after.Accepted() {
		e := &after.Errors[0]
		return &ChangeError{Key: changes[0].Key, Why: fmt.Sprintf("the server would refuse the result in line %d: %s", e.Line, e.Detail)}
	}
	now := newIndex(after, keysOf(changes)...)
	intended := make(map[string]bool, len(changes))
	for i := range changes {
		c := &changes[i]
		intended[c.Key] = true
		got, found := now.pieces(c.Key)
		switch {
		case c.Value == nil && found:
			return &ChangeError{Key: c.Key, Why: "a part of it would remain"}
		case c.Value != nil && !slices.Equal(got, c.Value.Pieces()):
			return &ChangeError{Key: c.Key, Why: "it would not get the value"}
		}
	}
	old, keys := before.Keys(), after.Keys()
	for key, value := range old {
		if is, ok := keys[key]; (!ok || is != value) && !intended[Base(key)] {
			return &ChangeError{Key: key, Why: "another change would alter it"}
		}
	}
	for key := range keys {
		if _, ok := old[key]; !ok && !intended[Base(key)] {
			return &ChangeError{Key: key, Why: "another change would add it"}
		}
	}
	return nil
}

func keysOf(changes []Change) []string {
	out := make([]string, len(changes))
	for i := range changes {
		out[i] = changes[i].Key
	}
	return out
}

// editor collects the edits of one document.
type editor struct {
	*index
	edits  []diag.Edit
	places placer
	gone   map[int]bool // statements that are taken out
}

func newEditor(doc *dialect.Document, changes []Change) *editor {
	x := newIndex(doc, keysOf(changes)...)
	return &editor{index: x, places: newPlacer(x), gone: map[int]bool{}}
}

func (e *editor) run(changes []Change) ([]diag.Edit, error) {
	for i := range changes {
		c := &changes[i]
		if Base(c.Key) != c.Key {
			return nil, &ChangeError{Key: c.Key, Why: "it is a part of " + Base(c.Key)}
		}
		g := e.groups[c.Key]
		if c.Value != nil && e.same(c) {
			continue
		}
		var err error
		switch {
		case c.Value == nil && g == nil:
		case c.Value == nil:
			err = e.remove(c.Key, g)
		case g == nil:
			err = e.insert(c)
		default:
			err = e.replace(c.Key, g, c.Value)
		}
		if err != nil {
			return nil, err
		}
	}
	e.emptied()
	return append(e.edits, e.places.edits()...), nil
}

// same reports whether a setting has its value to the letter. An empty list is
// nothing to the server, so that a missing one is the same.
func (e *editor) same(c *Change) bool {
	got, _ := e.pieces(c.Key)
	return slices.Equal(got, c.Value.Pieces())
}

func (e *editor) put(span source.Span, text string) {
	e.edits = append(e.edits, diag.Edit{Span: span, New: text})
}

// fault is a ChangeError at the first statement of a group.
func (e *editor) fault(key string, g *group, why string) error {
	err := &ChangeError{Key: key, Why: why}
	if g != nil && len(g.statements) > 0 {
		err.Span = e.doc.Statements[g.statements[0]].Span
	}
	return err
}
