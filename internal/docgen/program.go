package docgen

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"
)

// Program is all there is to tell about a command line.
type Program struct {
	Name     string
	Summary  string
	Commands []Command
	Words    map[string][]Word // what a placeholder in capitals stands for
}

// Word is something that can be typed, with what it means.
type Word struct{ Text, Meaning string }

// Command is one command.
type Command struct {
	Name, Summary, Arguments, Description string
	Flags                                 []Flag
}

// Flag is one flag of a command.
type Flag struct {
	Name     string
	Short    string // one letter, or ""
	Usage    string // without backquotes
	Value    string // placeholder of its value, "" when it takes none
	Default  string
	Category string
	List     bool   // can be repeated, and takes words between commas
	Choices  []Word // words it takes, when they are few
	File     bool   // its value is the name of a file
}

// New reads the commands of an application; hidden ones are left out.
func New(app *cli.App, words map[string][]Word) Program {
	p := Program{Name: app.Name, Summary: app.Usage, Words: words}
	for _, c := range app.Commands {
		if c.Hidden {
			continue
		}
		out := Command{Name: c.Name, Summary: c.Usage, Arguments: c.ArgsUsage, Description: c.Description}
		for _, f := range c.Flags {
			if !slices.Contains(f.Names(), "help") {
				out.Flags = append(out.Flags, p.flag(f))
			}
		}
		p.Commands = append(p.Commands, out)
	}
	return p
}

func (p *Program) flag(f cli.Flag) Flag {
	out := Flag{Name: f.Names()[0]}
	for _, n := range f.Names() {
		if len(n) == 1 {
			out.Short = n
		}
	}
	if g, ok := f.(cli.CategorizableFlag); ok {
		out.Category = g.GetCategory()
	}
	d, ok := f.(cli.DocGenerationFlag)
	if !ok {
		return out
	}
	usage := d.GetUsage()
	if d.TakesValue() {
		out.Value = placeholder(usage)
		out.Default = strings.Trim(d.GetDefaultText(), `"`)
		out.Choices = p.choices(usage, out.Value)
	}
	if s, ok := f.(cli.DocGenerationSliceFlag); ok {
		out.List = s.IsSliceFlag()
	}
	out.File = out.Value == "FILE"
	out.Usage = strings.ReplaceAll(usage, "`", "")
	return out
}

// The expressions are compiled when the first flag is described, not whenever
// the program starts.
var expressions = sync.OnceValues(func() (quoted, enumeration *regexp.Regexp) {
	return regexp.MustCompile("`([^`]+)`"),
		// "a, b or c" at the beginning of a usage or after a colon
		regexp.MustCompile(`^(?:.*: )?([a-z0-9.-]+(?:, [a-z0-9.-]+)*(?:,| or) [a-z0-9.-]+)(?: \(.*\))?$`)
})

// placeholder is the word in backquotes in a flag's usage.
func placeholder(usage string) string {
	quoted, _ := expressions()
	if m := quoted.FindStringSubmatch(usage); m != nil {
		return m[1]
	}
	return "VALUE"
}

// choices are the words a flag takes: those its usage lists, or those its
// placeholder stands for.
func (p *Program) choices(usage, value string) []Word {
	if words := p.Words[value]; words != nil {
		return words // RULES …
	}
	_, enumeration := expressions()
	m := enumeration.FindStringSubmatch(strings.ReplaceAll(usage, "`", ""))
	if m == nil {
		if value == strings.ToLower(value) {
			return []Word{{Text: value}} // `auto` and nothing else
		}
		return nil
	}
	var out []Word
	for _, w := range strings.Split(strings.Replace(m[1], " or ", ", ", 1), ", ") {
		out = append(out, Word{Text: w})
	}
	return out
}

// arguments are the words a command takes as arguments; files is true where
// file names go.
func (p *Program) arguments(c Command) (words []Word, files bool) {
	name := strings.Trim(c.Arguments, "[]…")
	switch {
	case name == "":
		return nil, false
	case p.Words[name] != nil:
		return p.Words[name], false
	case name == strings.ToLower(name):
		for _, w := range strings.Split(name, "|") {
			words = append(words, Word{Text: w})
		}
		return words, false
	}
	return nil, strings.Contains(name, "FILE")
}

// lists names what the placeholders stand for, in order.
func (p *Program) lists() []string {
	names := make([]string, 0, len(p.Words))
	for name := range p.Words {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// isCode reports whether the lines of a description are commands, which stay
// as they are, and no sentences.
func isCode(description, program string) bool {
	return strings.Contains(description, ": ") && strings.Contains(description, program+" completion")
}

func texts(words []Word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.Text
	}
	return out
}
