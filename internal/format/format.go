package format

import (
	"bytes"
	"errors"
	"fmt"
	"maps"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Width is the number of columns above which an array goes one element a line.
const Width = 100

// Options change what Format does.
type Options struct {
	// Tables turns a file without any table, as the server writes it, into
	// tables, arrays and inline tables. Files with tables are only laid out.
	Tables bool
	Width  int // columns, 0 means Width
}

// SyntaxError says where the server refuses a file, which is therefore not
// formatted. It is the first error of the document.
type SyntaxError struct{ dialect.SyntaxError }

// Error says the line and what the server refuses there.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d: the server refuses the file: %s", e.Line, e.Detail)
}

// ErrMeaning tells that no layout was found that keeps the settings as they are.
var ErrMeaning = errors.New("no layout keeps the meaning of the file")

// Format gives the canonical text of a document. Formatting the result again
// changes nothing. A file the server refuses gives a *SyntaxError.
func Format(doc *dialect.Document, o Options) ([]byte, error) {
	if !doc.Accepted() {
		if e := doc.Errors[0]; e.Kind == dialect.ErrTooLarge {
			return nil, errors.New(e.Detail) // not the server's word
		}
		return nil, &SyntaxError{doc.Errors[0]}
	}
	if o.Width <= 0 {
		o.Width = Width
	}
	w := newWitness(doc)
	if o.Tables && len(doc.Headers) == 0 {
		text, err := unflatten(doc)
		if err == nil {
			err = w.check(text)
		}
		if err != nil {
			return nil, err
		}
		tables := dialect.Parse(source.New(doc.File.Name, text), doc.Generation)
		return formatAs(tables, w, o)
	}
	return formatAs(doc, w, o)
}

// formatAs tries the canonical spelling, then only the layout with everything
// spelt as it is.
func formatAs(doc *dialect.Document, w *witness, o Options) ([]byte, error) {
	var err error
	for _, respell := range []bool{true, false} {
		l := layout{doc: doc, width: o.Width, respell: respell, witness: w}
		text := l.file()
		if bytes.Equal(text, doc.File.Data) {
			return text, nil
		}
		if err = w.check(text); err == nil {
			return text, nil
		}
	}
	return nil, err
}

// witness holds what each generation of the server reads in the file.
type witness struct {
	generations []dialect.Generation // that accept the file
	keys        []map[string]string
}

func newWitness(doc *dialect.Document) *witness {
	w := &witness{}
	for _, gen := range []dialect.Generation{dialect.Gen015, dialect.Gen012, dialect.Gen06} {
		d := doc
		if gen != doc.Generation {
			d = dialect.Parse(doc.File, gen)
		}
		if d.Accepted() {
			w.generations = append(w.generations, gen)
			w.keys = append(w.keys, d.Keys())
		}
	}
	return w
}

// check demands that a text means what the file means.
func (w *witness) check(text []byte) error {
	for i, gen := range w.generations {
		d := dialect.Parse(source.New("formatted", text), gen)
		if !d.Accepted() {
			return fmt.Errorf("%w: generation %s would refuse line %d of the result: %s", ErrMeaning, gen, d.Errors[0].Line, d.Errors[0].Detail)
		}
		if got := d.Keys(); !maps.Equal(got, w.keys[i]) {
			return fmt.Errorf("%w: generation %s would read %s differently", ErrMeaning, gen, firstDifference(w.keys[i], got))
		}
	}
	return nil
}

// firstDifference is the first key, in order, that two maps do not have alike.
func firstDifference(a, b map[string]string) string {
	first, found := "", false
	look := func(x, y map[string]string) {
		for k, v := range x {
			if now, ok := y[k]; (!ok || now != v) && (!found || k < first) {
				first, found = k, true
			}
		}
	}
	look(a, b)
	look(b, a)
	return first
}

// reads reports whether every generation reads a piece of text as exactly these
// entries, in this order.
func (w *witness) reads(text string, want []dialect.Entry, prefix string) bool {
	for _, gen := range w.generations {
		d := dialect.Parse(source.New("piece", []byte(text)), gen)
		if !d.Accepted() || len(d.Entries) != len(want) {
			return false
		}
		for i := range want {
			e := &d.Entries[i]
			if prefix+e.Key != want[i].Key || e.Value != want[i].Value {
				return false
			}
		}
	}
	return true
}
