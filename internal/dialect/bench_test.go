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
	data, err := os.ReadFile("testdata/sample.toml")
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
			switch {
			case strings.HasPrefix(line, "[["):
				line = fmt.Sprintf("[[c%d.%s", i, line[2:])
			case strings.HasPrefix(line, "["):
				line = fmt.Sprintf("[c%d.%s", i, line[1:])
			}
			b.WriteString(line)
		}
	}
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	one := sample(b)
	for name, text := range map[string]string{"one": one, "large": copies(one, 950), "double": copies(one, 1900)} {
		b.Run(name, func(b *testing.B) {
			data := []byte(text)
			if doc := dialect.Parse(source.New("bench", data), dialect.Gen015); !doc.Accepted() {
				b.Fatalf("the sample is not accepted: %+v", doc.Errors[0])
			}
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
	for _, h := range hostile {
		b.Run(h.name, func(b *testing.B) {
			data := []byte(h.text(1 << 20))
			b.SetBytes(int64(len(data)))
			for i := 0; i < b.N; i++ {
				dialect.Parse(source.New("bench", data), dialect.Gen015)
			}
		})
	}
}
