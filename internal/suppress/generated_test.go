package suppress_test

import (
	"slices"
	"testing"

	"github.com/stalcfg/stalcfg/internal/suppress"
)

func TestDigests(t *testing.T) {
	doc := parse("# stalcfg: generated AAAAbbbCCCC-_0\n# stalcfg: generated cache: AAAAbbbb CCCC-_09\n[a]\nb = 1 #stalcfg:generated\n# stalcfg: generated a: short\n")
	var got [][]string
	var bad int
	for _, d := range suppress.Directives(doc) {
		if d.Kind != suppress.Generated {
			t.Errorf("%q is of kind %d", d.Text, d.Kind)
		}
		words, err := suppress.Digests(doc.File.Text(d.Words))
		if err != nil {
			bad++
		}
		got = append(got, words)
	}
	want := []string{"AAAAbbb", "CCCC-_0"}
	if len(got) != 4 || !slices.Equal(got[0], want) || !slices.Equal(got[1], want) || len(got[2]) != 0 || bad != 1 {
		t.Errorf("%q, %d of them wrong", got, bad)
	}
}
