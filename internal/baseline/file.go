package baseline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// version is that of the file's form.
const version = 1

// file is a baseline on disk. encoding/json sorts the names of files.
type file struct {
	Version int                `json:"version"`
	Tool    string             `json:"tool"`
	Files   map[string][]Entry `json:"files"`
}

// Load reads a baseline. Errors name the file, and the line where there is one.
func Load(path string) (*Baseline, error) {
	data, err := os.ReadFile(path)
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	if err != nil {
		return nil, fmt.Errorf("baseline %s: %w", path, err)
	}
	return Parse(path, data)
}

// Parse reads the bytes of a baseline that is kept at a path.
func Parse(path string, data []byte) (*Baseline, error) {
	b, err := New(path)
	if err != nil {
		return nil, err
	}
	var f file
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err = d.Decode(&f)
	if err == nil {
		if _, next := d.Token(); next != io.EOF {
			err = errors.New("there is more behind its end")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("baseline %s is no baseline of stalcfg: %w", place(path, data, err), err)
	}
	if f.Version != version {
		return nil, fmt.Errorf("baseline %s has version %d, this stalcfg reads version %d", path, f.Version, version)
	}
	for name, entries := range f.Files {
		for _, e := range entries {
			if !isPrint(e.Print) {
				return nil, fmt.Errorf("baseline %s: %s: %q is no fingerprint", path, name, e.Print)
			}
		}
		b.files[name] = entries
	}
	return b, nil
}

// place adds the line to a path when the error has one.
func place(path string, data []byte, err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	offset := int64(-1)
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	}
	if offset < 0 || offset > int64(len(data)) {
		return path
	}
	return fmt.Sprintf("%s:%d", path, 1+bytes.Count(data[:offset], []byte("\n")))
}

// isPrint reports whether a text has the form diag.Seal gives fingerprints.
func isPrint(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(s) == 16
}

// Encode writes the baseline; the same findings give the same bytes.
func (b *Baseline) Encode(w io.Writer) error {
	f := file{Version: version, Tool: "stalcfg", Files: map[string][]Entry{}}
	for name, entries := range b.files {
		f.Files[name] = order(entries)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(f)
}
