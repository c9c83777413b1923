package generate

import (
	"fmt"
	"strconv"
)

// Plan is a configuration with its reasons.
type Plan struct {
	Inputs   Inputs    // complete: what was left open is filled in
	Settings []Setting // in the order of the file
	Unit     Unit
	Accepted []Accepted // findings of stalcfg about the file as a whole that are meant
	Notes    []string   // what to do beside the file, for people
}

// Accepted is a rule of stalcfg that would report the plan, and why that is
// meant. It becomes a comment that stalcfg reads.
type Accepted struct{ Rule, Reason string }

// Sections gives the parts of a file that can be asked for by name, in the order
// of the file.
func Sections() []string {
	return []string{"server", "listeners", "tls", "store", "storage", "directory", "admin", "cluster", "log", "limits", "mail", "queue", "cache", "local-keys"}
}

// RenderOptions say how a plan is written.
type RenderOptions struct {
	NoComments bool     // directives for stalcfg stay
	Only       []string // sections, all if empty
}

// Setting is one key of the plan and why it has its value.
type Setting struct {
	Key     string // canonical dotted key
	Value   Value
	Section string   // part of the file that --only selects: one of Sections
	Why     string   // a short comment, "" where the key says it all
	Formula string   // how a number was calculated, in symbols
	Inputs  []string // the symbols with their numbers, as name=value
	Clamp   string   // which bound was hit, "" if none
	Source  string   // where the fact is from: Stalwart version and file:line, or a section of docs/generate.md
	Default bool     // the value is the one the server has anyway: it is not written
	Accept  string   // rules of stalcfg that report the value; Why is the reason it is meant
}

// Unit is what belongs into the service unit or the container, not into the
// file. Sizes are bytes.
type Unit struct {
	LimitNOFILE uint64
	MemoryHigh  uint64 // 0 means no limit
	MemoryMax   uint64
	Environment []Variable
	Why         map[string]string // by name: LimitNOFILE, MemoryHigh, MemoryMax
}

// Variable is one variable of the environment. Those with Secret true have no
// value: the operator provides it.
type Variable struct {
	Name, Value, Why string
	Secret           bool
}

// Kind is the shape of a Value.
type Kind uint8

// The shapes.
const (
	Text Kind = iota
	Integer
	Boolean
	List       // of texts
	Conditions // if, then, else
)

// Value is a value as it is written. Only the field of its Kind is set.
type Value struct {
	Kind  Kind
	Text  string
	Int   uint64
	Bool  bool
	List  []string
	Cases []Case
}

// Case is one branch of Conditions; the last one has no If and is the else.
type Case struct{ If, Then string }

// Pair is one flattened setting.
type Pair struct{ Key, Text string }

// Str makes a text.
func Str(s string) Value { return Value{Kind: Text, Text: s} }

// Num makes a number.
func Num(n uint64) Value { return Value{Kind: Integer, Int: n} }

// Truth makes a boolean.
func Truth(b bool) Value { return Value{Kind: Boolean, Bool: b} }

// Strs makes a list.
func Strs(s ...string) Value { return Value{Kind: List, List: s} }

// Flatten gives the keys and texts the server has for the value under a key.
func (v Value) Flatten(key string) []Pair {
	switch v.Kind {
	case Integer:
		return []Pair{{key, strconv.FormatUint(v.Int, 10)}}
	case Boolean:
		return []Pair{{key, strconv.FormatBool(v.Bool)}}
	case List:
		out := make([]Pair, len(v.List))
		for i, s := range v.List {
			out[i] = Pair{fmt.Sprintf("%s.%04d", key, i), s}
		}
		return out
	case Conditions:
		var out []Pair
		for i, c := range v.Cases {
			at := fmt.Sprintf("%s.%04d.", key, i)
			if c.If == "" {
				out = append(out, Pair{at + "else", c.Then})
				continue
			}
			out = append(out, Pair{at + "if", c.If}, Pair{at + "then", c.Then})
		}
		return out
	}
	return []Pair{{key, v.Text}}
}

// String is the value on one line, for tables.
func (v Value) String() string {
	switch v.Kind {
	case List, Conditions:
		s := ""
		for i, p := range v.Flatten("") {
			if i > 0 {
				s += ", "
			}
			s += p.Text
		}
		return "[" + s + "]"
	}
	return v.Flatten("")[0].Text
}

// Pairs gives all settings of the plan as the server has them, in order.
func (p *Plan) Pairs() []Pair {
	var out []Pair
	for i := range p.Settings {
		out = append(out, p.Settings[i].Value.Flatten(p.Settings[i].Key)...)
	}
	return out
}

// Find gives the setting with that key, nil if there is none.
func (p *Plan) Find(key string) *Setting {
	for i := range p.Settings {
		if p.Settings[i].Key == key {
			return &p.Settings[i]
		}
	}
	return nil
}
