package diag

import (
	"fmt"
	"testing"
	"time"

	"github.com/stalcfg/stalcfg/internal/host"
)

// TestSprintf compares texts of findings with those of fmt.
func TestSprintf(t *testing.T) {
	var none fmt.Stringer
	for _, c := range []struct {
		format string
		args   []any
	}{
		{"plain", nil}, {"100 %%", nil}, {"%s", []any{"a"}}, {"%q and %s, %d %%", []any{"a\"\x00ü\u202e", "b%s", 5}},
		{"%d", []any{uint64(1 << 63)}}, {"%d", []any{-3}}, {"%s", []any{time.Second}}, {"%q", []any{"\xff"}},
		{"%s of %s", []any{host.Bytes(1 << 30), host.Bytes(1500)}}, {"%d", []any{host.Bytes(5)}}, {"%v", []any{1}}, {"%s", []any{1}}, {"%5d", []any{1}}, {"%.1f", []any{1.5}}, {"%s", nil}, {"%", nil}, {"%s %", []any{"x"}},
		{"few %s", []any{"a", "b"}}, {"%d", []any{"x"}}, {"%s", []any{[]string{"a"}}}, {"%s", []any{error(nil)}}, {"%s", []any{none}}, {"%x", []any{255}},
	} {
		if got, want := sprintf(c.format, c.args), fmt.Sprintf(c.format, c.args...); got != want {
			t.Errorf("%q %v: %q, want %q", c.format, c.args, got, want)
		}
	}
}
