package redact

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

// oneByOne hides secrets by looking for each.
func oneByOne(texts []string, s string) string {
	for _, t := range texts {
		s = strings.ReplaceAll(s, t, Hidden)
	}
	return s
}

// TestIndexHidesTheSame compares the index with a search for each secret, on
// secrets that overlap, hold each other, and hold what stands for a hidden one.
func TestIndexHidesTheSame(t *testing.T) {
	rnd := rand.New(rand.NewSource(7))
	word := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "aab*"[rnd.Intn(4)]
		}
		return string(b)
	}
	changed := 0
	for i := 0; i < 3000; i++ {
		m := &Mask{}
		for j := 0; j < fewTexts+4; j++ {
			m.texts = append(m.texts, word(4+rnd.Intn(5)))
		}
		s := word(rnd.Intn(40))
		want := oneByOne(m.texts, s)
		if got := m.Text(s); got != want {
			t.Fatalf("%q with %q: %q, not %q", s, m.texts, got, want)
		}
		if want != s {
			changed++
		}
	}
	if changed < 1000 {
		t.Errorf("only %d texts had a secret", changed)
	}
}

// BenchmarkText hides 4,000 secrets with a common beginning in a text without
// any, and in one with two.
func BenchmarkText(b *testing.B) {
	m := &Mask{}
	for i := 0; i < 4000; i++ {
		m.texts = append(m.texts, fmt.Sprintf("secret-%04d", i))
	}
	for name, s := range map[string]string{"none": "db17.example.org and secret-x is not one", "two": "secret-0017 then secret-1999"} {
		b.Run(name, func(b *testing.B) {
			for i := 0; i < b.N; i++ {
				m.Text(s)
			}
		})
	}
}
