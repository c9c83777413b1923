package semdiff

import (
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

// Kind says what happened to a setting.
type Kind uint8

// The kinds of change.
const (
	Added      Kind = iota
	Removed         //
	Changed         //
	Moved           // an object, or a setting, that got another name
	Restated        // written now with the value it has by default
	Unrestated      // no longer written, had the value it has by default
	NoEffect        // another text, in the place of which the server goes by the same
)

var kindNames = [...]string{Added: "added", Removed: "removed", Changed: "changed", Moved: "moved", Restated: "default restated", Unrestated: "default unrestated", NoEffect: "no effect"}

// String is the word used in output.
func (k Kind) String() string { return kindNames[k] }

// Class says what it takes for a change to take hold, from least to most but for
// Nothing.
type Class uint8

// The classes.
const (
	Unread    Class = iota // the server never reads the setting
	Reload                 // a reload applies it, when it is set through the web admin
	Restart                // it is read at start only
	Migration              // data has to be moved, or an index built again
	Nothing                // the server behaves the same
)

var classNames = [...]string{Unread: "not read", Reload: "reload", Restart: "restart", Migration: "migration", Nothing: "nothing"}

// String is the word used in output.
func (c Class) String() string { return classNames[c] }

// Exposure says whether a change opens the server to others.
type Exposure uint8

// The directions.
const (
	Same     Exposure = iota
	Narrower          // less is open
	Review            // an expression changed that decides about access
	Wider             // more is open
)

var exposureNames = [...]string{Same: "", Narrower: "narrower", Review: "review", Wider: "wider"}

// String is the word used in output, "" for Same.
func (e Exposure) String() string { return exposureNames[e] }

// Part is one text of a value as it may be shown. Label is "if", "then" or
// "else" in conditions, else "". Note adds what a number means.
type Part struct{ Label, Text, Note string }

// Value is a setting on one side: one part, the values of a list, or branches.
type Value struct {
	Parts  []Part
	List   bool        // even one value is a list
	Unread bool        // the server cannot read it and goes by something else
	Span   source.Span // where the setting stands
	Line   int         // counted from 1
}

// Fallback is what counts where a setting is not written.
type Fallback struct {
	Value
	From string // key of the setting it is taken from, "" for the default of the server
}

// Change is one difference.
type Change struct {
	Kind     Kind
	Key      string // in the new file; in the old one if the new one does not have it
	OldKey   string // in the old file, where it is another
	Object   string // the object that came or went as a whole, as server.listener.pop3
	Old, New *Value // nil where the setting is not written
	Default  *Fallback
	Secret   bool // the values differ in what is hidden, and perhaps in what is shown

	Gone, Come []Part // values of a list
	Reordered  bool   // a list has the same values, or an array the same element, in another order

	Class    Class
	Why      string // why it takes that
	Source   string // where Stalwart says so, "" for reload
	Exposure Exposure
	Opens    string // what it opens or closes
	Scope    schema.Scope
	Pattern  *schema.Key // nil for a setting that stalcfg does not know
	Members  int         // of a moved object: its settings
	Follows  []string    // of a moved object: settings that name it and follow
	Idle     string      // the name, "old" or "new", that the release of its file does not read
	course   course      // of a setting that a newer release moved
}

// SameMeaning reports whether the server behaves the same with and without the
// change. A database key in the file outweighs what the database holds, so that
// writing its default is a change.
func (c *Change) SameMeaning() bool {
	return c.Kind == NoEffect || (c.Kind == Restated || c.Kind == Unrestated) && c.Scope == schema.Local
}

// Count sums up changes.
type Count struct {
	Total, Added, Removed, Changed, Moved, Restated, NoEffect int
	Restart, Migration, Wider, Narrower, Review               int
}

// CountOf sums up changes.
func CountOf(changes []Change) Count {
	var n Count
	for i := range changes {
		c := &changes[i]
		n.Total++
		*[...]*int{&n.Added, &n.Removed, &n.Changed, &n.Moved, &n.Restated, &n.Restated, &n.NoEffect}[c.Kind]++
		switch c.Class {
		case Restart:
			n.Restart++
		case Migration:
			n.Migration++
		}
		switch c.Exposure {
		case Wider:
			n.Wider++
		case Narrower:
			n.Narrower++
		case Review:
			n.Review++
		}
	}
	return n
}
