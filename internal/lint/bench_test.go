package lint_test

import (
	"os"
	"testing"

	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/source"
)

// BenchmarkStock lints the file of a first start without a host, on one that
// carries it, and on one where everything is wrong.
func BenchmarkStock(b *testing.B) {
	data, err := os.ReadFile(resourceDir + "stock.toml")
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ name, host string }{
		{"no-host", ""}, {"fits", "ram=16GiB cores=4 nofile=131072"}, {"large", "ram=16GiB cores=8 nofile=65536"}, {"small", "ram=1GiB cores=1 nofile=65536"},
	} {
		b.Run(c.name, func(b *testing.B) {
			var h host.Facts
			if c.host != "" {
				h = declared(b, c.host)
			}
			l := lint.New(lint.Options{Host: h, TitlesOnly: true})
			b.ReportAllocs()
			for i := 0; i < b.N; i++ {
				l.Lint(source.New("stock.toml", data))
			}
		})
	}
}
