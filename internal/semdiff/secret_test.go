package semdiff

import (
	"slices"
	"testing"
)

func TestBehindMask(t *testing.T) {
	for _, c := range []struct {
		text, shown string
		want        []string
	}{
		{"hunter2", "***", []string{"hunter2"}},
		{"redis://u:pw@h/1", "redis://u:***@h/1", []string{"pw"}},
		{"redis://u:p@h@h/1", "redis://u:***@h/1", []string{"p@h"}},
		{"http://u:a@h?key=b&x=1", "http://u:***@h?key=***&x=1", []string{"a", "b"}},
		{"http://u:a@h?key=b", "http://u:***@h?key=***", []string{"a", "b"}},
		{"Authorization:Bearer abc", "Authorization: ***", []string{"Authorization:Bearer abc"}},
		{"a", "a***a", []string{"a"}},
	} {
		if got := behindMask(c.text, c.shown); !slices.Equal(got, c.want) {
			t.Errorf("%q shown as %q: %q, want %q", c.text, c.shown, got, c.want)
		}
	}
}
