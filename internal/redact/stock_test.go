package redact_test

import (
	"os"
	"testing"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
)

// BenchmarkStock finds the secrets of the file of a first start, in whose
// comments settings are proposed.
func BenchmarkStock(b *testing.B) {
	const path = "../../../shared/corpus/official/v0.12.0/config/config.toml"
	data, err := os.ReadFile(path)
	if err != nil {
		b.Skip(err)
	}
	f := source.New("stock.toml", data)
	set := settings.FromDocument(dialect.Parse(f, dialect.Gen015))
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		redact.New(f, set)
	}
}
