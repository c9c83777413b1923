package budget_test

import (
	"os"
	"testing"

	"github.com/stalcfg/stalcfg/internal/budget"
)

// BenchmarkLedger makes the budget of the file of a first start.
func BenchmarkLedger(b *testing.B) {
	data, err := os.ReadFile("../../testdata/golden/resources/stock.toml")
	if err != nil {
		b.Fatal(err)
	}
	s, f, w := set(b, string(data)), facts(b, "ram=4GiB cores=2 nofile=65536"), budget.ForUsers(10)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		budget.New(s, f, w)
	}
}
