package projectcfg_test

import (
	"testing"

	"github.com/hashicorp/go-multierror"

	"github.com/stalcfg/stalcfg/internal/projectcfg"
)

// FuzzParse demands that mistakes have places and that what is accepted can be
// merged and shown.
func FuzzParse(f *testing.F) {
	f.Add([]byte(full))
	for text := range broken() {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := projectcfg.Parse("f", data)
		if all, ok := err.(*multierror.Error); ok {
			for _, e := range all.Errors {
				if p, ok := e.(*projectcfg.Problem); !ok || p.Line < 1 || p.Column < 1 || p.Text == "" {
					t.Fatalf("%#v", e)
				}
			}
		}
		if err != nil {
			return
		}
		m, err := projectcfg.Merge(&projectcfg.Flags{}, c, "a/b.toml")
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range m.Settings() {
			if s.Name == "" || s.Origin == "" {
				t.Fatalf("%+v", s)
			}
		}
	})
}
