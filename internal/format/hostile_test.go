package format_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/format"
)

// TestHostileShapes formats files made to be slow. The limit is generous: what
// takes time in proportion to the square of a size takes minutes.
func TestHostileShapes(t *testing.T) {
	var many, deep strings.Builder
	for i := 0; i < 25_000; i++ {
		fmt.Fprintf(&many, "a.b%d.c.%04d = 'x%d'\n", i%100, i/100, i)
	}
	for i := 0; i < 300; i++ {
		fmt.Fprintf(&deep, "%s%d = 1\n", strings.Repeat("a.", i), i)
	}
	for name, text := range map[string]string{
		"one long key":     strings.Repeat("a.", 100_000) + "b = 1\n",
		"many elements":    "k = [" + strings.Repeat("word, ", 25_000) + "]\n",
		"many settings":    many.String(),
		"a deep staircase": deep.String(),
		"nested arrays":    strings.Repeat("k = ["+strings.Repeat("[", 8)+"1"+strings.Repeat("]", 9)+"\n", 1),
		"nested tables":    "k = [" + strings.Repeat("{ a = [", 4) + "1" + strings.Repeat("] }", 4) + "]\n",
		"many comments":    strings.Repeat("# c\n", 25_000) + "[t]\n",
		"many headers":     strings.Repeat("# c\n[t]\n", 20_000),
	} {
		for _, tables := range []bool{false, true} {
			start := time.Now()
			out, err := format.Format(parse([]byte(text), dialect.Gen015), format.Options{Tables: tables})
			if err != nil && !errors.Is(err, format.ErrMeaning) {
				t.Errorf("%s: %v", name, err)
			}
			if err == nil && len(out) == 0 {
				t.Errorf("%s: nothing is left", name)
			}
			if d := time.Since(start); d > time.Minute {
				t.Errorf("%s (tables %v) takes %v", name, tables, d)
			} else {
				t.Logf("%s (tables %v): %v", name, tables, d)
			}
		}
	}
}
