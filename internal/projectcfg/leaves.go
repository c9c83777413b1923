package projectcfg

import (
	"strconv"

	"github.com/stalcfg/stalcfg/internal/source"
)

// Leaf is one value of a TOML file: a text, number or boolean, or a list of
// them.
type Leaf struct {
	Path   []string // the parts of its key
	Values []string // one, or the elements of the list, as texts
	List   bool
	Origin string // "node.toml:3"
}

// Leaves is the content of a strict TOML file taken apart, for other files of
// stalcfg's own. Its reader reports every mistake with line and column.
type Leaves struct {
	All []Leaf // in the order of names
	r   *reader
}

// ReadLeaves reads a file. Values of other types are mistakes, which Err tells
// together with those reported by Fault; the error here is about the syntax.
func ReadLeaves(path string, data []byte) (*Leaves, error) {
	content, places, err := read(source.New(path, data))
	if err != nil {
		return nil, err
	}
	l := &Leaves{r: &reader{places: places}}
	l.walk("", nil, content)
	return l, nil
}

func (l *Leaves) walk(path string, parts []string, m map[string]any) {
	for _, name := range sorted(m) {
		at, here := join(path, name), append(parts[:len(parts):len(parts)], name)
		switch v := m[name].(type) {
		case map[string]any:
			l.walk(at, here, v)
		case []any:
			leaf := Leaf{Path: here, List: true, Origin: l.r.origin(at), Values: []string{}}
			for i, x := range v {
				s, ok := scalar(x)
				if !ok {
					l.r.fault(join(at, strconv.Itoa(i)), true, "%s: a text, number or boolean is expected, not %s", shown(at), kind(x))
					continue
				}
				leaf.Values = append(leaf.Values, s)
			}
			l.All = append(l.All, leaf)
		default:
			s, ok := scalar(v)
			if !ok {
				l.r.fault(at, true, "%s: a text, number or boolean is expected, not %s", shown(at), kind(v))
				continue
			}
			l.All = append(l.All, Leaf{Path: here, Values: []string{s}, Origin: l.r.origin(at)})
		}
	}
}

// Unknown reports a key that has no meaning.
func (l *Leaves) Unknown(x *Leaf, format string, args ...any) {
	l.r.fault(l.at(x), false, format, args...)
}

// Fault reports a mistake in a value.
func (l *Leaves) Fault(x *Leaf, format string, args ...any) {
	l.r.fault(l.at(x), true, format, args...)
}

func (l *Leaves) at(x *Leaf) string {
	path := ""
	for _, p := range x.Path {
		path = join(path, p)
	}
	return path
}

// Err gives all mistakes in the order of the file, one a line, nil if there are
// none.
func (l *Leaves) Err() error { return l.r.err() }
