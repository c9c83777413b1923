package projectcfg

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

// Name is what the file is called.
const Name = ".stalcfg.toml"

// maxSize is the largest file that is read, in bytes.
const maxSize = 1 << 20

// Config is a .stalcfg.toml.
type Config struct {
	Path string // for people

	Choices
	Only          Value[[]string]
	FailOn        Value[string]
	MaxFindings   Value[int]    // listed of each rule in a file, 0: all
	Baseline      Value[string] // path, relative to the working directory like Path
	RequireReason Value[bool]
	Host          host.Facts
	Workload      []Number
	Cluster       Value[[]string]                      // files of the nodes of one cluster, relative to the file
	Options       map[string]map[string]Value[float64] // by name of the rule
	Overrides     []Override
	Keys          []*KeyRule
	Renamed       []Renamed // old names of rules that the file has, each once

	dir string // of the file
}

// Choices are what can be said for all files and for some.
type Choices struct {
	Target         Value[schema.Version]
	Preset         Value[rules.Preset]
	Select, Ignore Value[[]string]
	Severity       []Level
}

// Level is the severity of a rule, or of several.
type Level struct {
	Selector string
	Severity diag.Severity // lint.Off to take the rule away
	Origin   string
}

// Number is one figure about users, as budget.Workload.Set takes it.
type Number struct{ Name, Text, Origin string }

// Override is what holds for some paths only.
type Override struct {
	Choices
	Paths  []string // globs, relative to the file
	Origin string
}

// Load reads a .stalcfg.toml. The error holds all mistakes, one a line, each
// with its place.
func Load(path string) (*Config, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > maxSize {
		err = errors.New("is larger than 1 MiB")
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, &fileError{path, err}
	}
	return Parse(path, data)
}

// fileError is a file that cannot be read.
type fileError struct {
	path string
	err  error
}

// Error names the file once and says why it cannot be read.
func (e *fileError) Error() string {
	var pe *fs.PathError
	if errors.As(e.err, &pe) {
		return e.path + ": " + pe.Err.Error()
	}
	return e.path + ": " + e.err.Error()
}

func (e *fileError) Unwrap() error { return e.err }

// Parse reads the bytes of a .stalcfg.toml that stands at a path.
func Parse(path string, data []byte) (*Config, error) {
	content, at, err := read(source.New(filepath.ToSlash(path), data))
	if err != nil {
		return nil, err
	}
	c := &Config{Path: filepath.ToSlash(path), dir: filepath.Dir(path)}
	r := &reader{places: at}
	t := r.table("", content)
	c.Choices = t.choices()
	c.Only = t.selectors("only")
	c.FailOn = t.oneOf("fail-on", "error", "warning", "info", "never")
	c.MaxFindings = t.count("max-findings")
	if c.Baseline = t.text("baseline"); c.Baseline.IsSet() && !filepath.IsAbs(c.Baseline.V) {
		c.Baseline.V = filepath.Join(c.dir, filepath.FromSlash(c.Baseline.V))
	}
	if s := t.sub("suppressions"); s != nil {
		c.RequireReason = s.boolean("require-reason")
		s.end()
	}
	c.Host = t.host()
	c.Workload = t.workload()
	c.Cluster = t.cluster()
	c.Options = t.options()
	for _, o := range t.subs("overrides") {
		c.Overrides = append(c.Overrides, o.override())
	}
	c.Keys = t.keyRules()
	t.end()
	c.Renamed = r.old
	return c, r.err()
}
