package gen

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Releases are the tagged TOML releases in order; the tables refer to them by position.
const Releases = "0.3.0 0.3.1 0.3.2 0.3.3 0.3.4 0.3.5 0.3.6 0.3.7 0.3.8 0.3.9 0.3.10 " +
	"0.4.0 0.4.1 0.4.2 0.5.0 0.5.1 0.5.2 0.5.3 0.6.0 0.7.0 0.7.1 0.7.2 0.7.3 " +
	"0.8.0 0.8.1 0.8.2 0.8.3 0.8.4 0.8.5 0.9.0 0.9.1 0.9.2 0.9.3 0.9.4 " +
	"0.10.0 0.10.1 0.10.2 0.10.3 0.10.4 0.10.5 0.10.6 0.10.7 " +
	"0.11.0 0.11.1 0.11.2 0.11.3 0.11.4 0.11.6 0.11.7 0.11.8 " +
	"0.12.0 0.12.1 0.12.2 0.12.3 0.12.4 0.12.5 0.13.0 0.13.1 0.13.2 0.13.3 0.13.4 " +
	"0.14.0 0.14.1 0.15.0 0.15.1 0.15.2 0.15.3 0.15.4 0.15.5"

// Key is one line of keys.toml.
type Key struct {
	Read    string `toml:"read"`
	Kind    string `toml:"kind"`
	Default any    `toml:"default"`
	Seen    string `toml:"seen"`
}

// Change is one record of changes.toml.
type Change struct {
	Version    string      `toml:"version"`
	Kind       string      `toml:"kind"`
	Topic      string      `toml:"topic"`
	Old        []string    `toml:"old"`
	New        []string    `toml:"new"`
	Pairs      [][2]string `toml:"pairs"`
	Mechanical string      `toml:"mechanical"`
	Values     [][2]string `toml:"values"`
	When       string      `toml:"when"`
	Also       string      `toml:"also"`
	From       string      `toml:"from"`
	To         string      `toml:"to"`
	Impact     []string    `toml:"impact"`
	Note       string      `toml:"note"`
	Evidence   string      `toml:"evidence"`
}

// Values is values.toml.
type Values struct {
	Local []struct {
		Since    string   `toml:"since"`
		Patterns []string `toml:"patterns"`
	} `toml:"local"`
	Word []struct {
		Group   string `toml:"group"`
		Setting string `toml:"setting"`
		Word    string `toml:"word"`
		Since   string `toml:"since"`
		Until   string `toml:"until"`
	} `toml:"word"`
}

// Data is everything the data folder says.
type Data struct {
	Keys    map[string]Key
	Changes []Change
	Values  Values
	index   map[string]int // release → position
}

// Read loads and checks the data folder.
func Read(dir string) (*Data, error) {
	d := &Data{index: map[string]int{}}
	for i, r := range strings.Fields(Releases) {
		d.index[r] = i
	}
	changes := struct {
		Change []Change `toml:"change"`
	}{}
	for name, into := range map[string]any{"keys.toml": &d.Keys, "changes.toml": &changes, "values.toml": &d.Values} {
		if err := load(filepath.Join(dir, name), into); err != nil {
			return nil, err
		}
	}
	d.Changes = changes.Change
	return d, nil
}

func load(path string, into any) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	dec := toml.NewDecoder(f).DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return nil
}

// spans reads "0.5.2-0.6.0, 0.7.2-" into pairs of release positions.
func (d *Data) spans(s string) ([][2]int, error) {
	var out [][2]int
	for _, part := range strings.Split(s, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		a, b, open := strings.Cut(part, "-")
		if !open {
			b = a
		} else if b == "" {
			b = "0.15.5"
		}
		from, ok1 := d.index[a]
		to, ok2 := d.index[b]
		if !ok1 || !ok2 || from > to {
			return nil, fmt.Errorf("%q is not a range of releases", part)
		}
		out = append(out, [2]int{from, to})
	}
	return out, nil
}

// point is a default and the release it starts at.
type point struct {
	from  int
	value string
}

// defaults reads the two forms of the default field.
func (d *Data) defaults(v any) ([]point, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		return []point{{0, v}}, nil
	case []any:
		var out []point
		for _, e := range v {
			pair, ok := e.([]any)
			if !ok || len(pair) != 2 {
				return nil, fmt.Errorf("default %v is not a pair", e)
			}
			from, ok := d.index[fmt.Sprint(pair[0])]
			if !ok {
				return nil, fmt.Errorf("default starts at the unknown release %v", pair[0])
			}
			out = append(out, point{from, fmt.Sprint(pair[1])})
		}
		return out, nil
	}
	return nil, fmt.Errorf("default %v is neither text nor a list", v)
}
