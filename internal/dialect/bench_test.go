package dialect_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// sample is an ordinary configuration of about 70 lines.
func sample(b *testing.B) string {
	data, err := os.ReadFile("../../examples/config.toml")
	if err != nil {
		b.Fatal(err)
	}
	return string(data)
}

// copies repeats the sample with names that stay unique.
func copies(one string, n int) string {
	var b strings.Builder
	for i := 0; i < n; i++ {
		for _, line := range strings.SplitAfter(one, "\n") {
			if strings.HasPrefix(line, "[") {
				line = fmt.Sprintf("[c%d.%s", i, line[1:])
			}
			b.WriteString(line)
		}
	}
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	one := sample(b)
	for name, text := range map[string]string{"one": one, "large": copies(one, 1100), "double": copies(one, 2200)} {
		b.Run(name, func(b *testing.B) {
			data := []byte(text)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				dialect.Parse(source.New("bench", data), dialect.Gen015)
			}
		})
	}
}

// BenchmarkParseHostile are inputs that would be slow if recovery read them
// again and again.
func BenchmarkParseHostile(b *testing.B) {
	for name, unit := range map[string]string{
		"quotes": "a = \"\n", "single": "a = 'x\nb = \"\n", "brackets": "[", "arrays": "a = [\n", "dup": "a = 1\n", "tables": "[[a]]\n", "braces": "k = {\n",
	} {
		b.Run(name, func(b *testing.B) {
			data := []byte(strings.Repeat(unit, (1<<20)/len(unit)))
			b.SetBytes(int64(len(data)))
			for i := 0; i < b.N; i++ {
				dialect.Parse(source.New("bench", data), dialect.Gen015)
			}
		})
	}
}
