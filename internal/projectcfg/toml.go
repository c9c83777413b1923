package projectcfg

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/go-multierror"
	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Problem is one mistake in a .stalcfg.toml.
type Problem struct {
	File         string
	Line, Column int // from 1, columns in runes
	Text         string
}

// Error names the place and what is wrong there.
func (p *Problem) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Text)
}

// places tells where the keys and values of a TOML file stand. Paths are the
// parts of a key, with indices for array elements, joined by sep.
type places struct {
	file   *source.File
	keys   map[string]uint32
	values map[string]uint32
	count  map[string]int // elements of arrays of tables so far
}

const sep = "\x00"

func join(path, part string) string {
	if path == "" {
		return part
	}
	return path + sep + part
}

// read gives the content of a TOML file and where everything stands in it.
func read(f *source.File) (map[string]any, *places, error) {
	var content map[string]any
	if err := toml.Unmarshal(f.Data, &content); err != nil {
		var d *toml.DecodeError
		if errors.As(err, &d) {
			line, column := d.Position()
			err = &Problem{f.Name, line, column, strings.TrimPrefix(d.Error(), "toml: ")}
		} else {
			err = fmt.Errorf("%s: %w", f.Name, err)
		}
		return nil, nil, err
	}
	p := &places{f, map[string]uint32{}, map[string]uint32{}, map[string]int{}}
	var parser unstable.Parser
	parser.Reset(f.Data)
	prefix := ""
	for parser.NextExpression() {
		switch e := parser.Expression(); e.Kind {
		case unstable.Table:
			prefix = p.key("", e.Key())
		case unstable.ArrayTable:
			prefix = p.key("", e.Key())
			p.count[prefix]++
			element := join(prefix, strconv.Itoa(p.count[prefix]-1))
			p.keys[element] = p.keys[prefix]
			prefix = element
		case unstable.KeyValue:
			p.pair(prefix, e)
		}
	}
	if err := parser.Error(); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	return content, p, nil
}

// key records the parts of a dotted key below a prefix and gives its path. Of
// an array of tables it goes on in the last element.
func (p *places) key(prefix string, it unstable.Iterator) string {
	for it.Next() {
		n := it.Node()
		if c := p.count[prefix]; c > 0 {
			prefix = join(prefix, strconv.Itoa(c-1))
		}
		prefix = join(prefix, string(n.Data))
		p.keys[prefix] = n.Raw.Offset
	}
	return prefix
}

func (p *places) pair(prefix string, e *unstable.Node) {
	p.value(p.key(prefix, e.Key()), e.Value())
}

func (p *places) value(path string, n *unstable.Node) {
	if n.Raw.Length > 0 {
		p.values[path] = n.Raw.Offset
	}
	it := n.Children()
	for i := 0; it.Next(); {
		switch child := it.Node(); {
		case n.Kind == unstable.InlineTable:
			p.pair(path, child)
		case child.Kind != unstable.Comment:
			p.value(join(path, strconv.Itoa(i)), child)
			i++
		}
	}
}

// at is the offset of a value, or of its key, or of what it stands in.
func (p *places) at(path string, value bool) uint32 {
	for {
		if off, ok := p.values[path]; ok && value {
			return off
		}
		if off, ok := p.keys[path]; ok {
			return off
		}
		i := strings.LastIndex(path, sep)
		if i < 0 {
			return 0
		}
		path = path[:i]
	}
}

// origin names the line of a key.
func (p *places) origin(path string) string {
	return p.file.Name + ":" + strconv.Itoa(p.file.Line(p.at(path, false)))
}

// reader takes a file apart and collects every mistake.
type reader struct {
	old []Renamed // names of rules that were renamed
	*places
	problems []*Problem
}

// fault notes a mistake. An address that stands in the wrong place is quoted
// without its password.
func (r *reader) fault(path string, value bool, format string, args ...any) {
	at := r.file.Position(r.at(path, value))
	r.problems = append(r.problems, &Problem{r.file.Name, at.Line, at.Column, redact.URL(fmt.Sprintf(format, args...))})
}

// err gives all mistakes in the order of the file.
func (r *reader) err() error {
	slices.SortStableFunc(r.problems, func(a, b *Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	var all *multierror.Error
	for _, p := range r.problems {
		all = multierror.Append(all, p)
	}
	if all != nil {
		all.ErrorFormat = oneALine
	}
	return all.ErrorOrNil()
}

func oneALine(errs []error) string {
	texts := make([]string, len(errs))
	for i, e := range errs {
		texts[i] = e.Error()
	}
	return strings.Join(texts, "\n")
}
