package semdiff_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/semdiff"
)

// large is a configuration of about 1,000 settings; every step-th value of some
// kinds is another one.
func large(step int) []byte {
	var b strings.Builder
	other := func(i int) int {
		if step > 0 && i%step == 0 {
			return 1
		}
		return 0
	}
	for i := 0; i < 60; i++ {
		fmt.Fprintf(&b, "[server.listener.l%d]\nbind = [\"[::]:%d\", \"127.0.0.1:%d\"]\nprotocol = \"smtp\"\nmax-connections = %d\ntls.implicit = false\n", i, 2000+i, 4000+i, 100+i+other(i))
		fmt.Fprintf(&b, "[store.s%d]\ntype = \"postgresql\"\nhost = \"db%d.example.org\"\nport = 5432\ndatabase = \"x%d\"\nuser = \"u\"\npassword = \"secret-%d-%d\"\npool.max-connections = 10\n", i, i, i, i, other(i))
		fmt.Fprintf(&b, "[queue.schedule.q%d]\nretry = [\"2m\",\"5m\",\"10m\"]\nnotify = [\"1d\"]\nexpire = \"%dd\"\n", i, 3+other(i))
	}
	return []byte(b.String())
}

// BenchmarkCompare is about two files of 1,000 settings, without reading them.
func BenchmarkCompare(b *testing.B) {
	for _, step := range []int{0, 7, 1} {
		b.Run(fmt.Sprintf("step=%d", step), func(b *testing.B) {
			old, now := side(b, large(0)), side(b, large(step))
			b.ResetTimer()
			for i := 0; i < b.N; i++ {
				semdiff.Compare(old, now)
			}
		})
	}
}

// BenchmarkRenamed is about files in which every store has another id.
func BenchmarkRenamed(b *testing.B) {
	old := side(b, large(0))
	now := side(b, []byte(strings.ReplaceAll(string(large(0)), "[store.s", "[store.t")))
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		semdiff.Compare(old, now)
	}
}
