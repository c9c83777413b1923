package budget_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/golden"
)

// TestDocument keeps the table of constants in the guide equal to the code.
func TestDocument(t *testing.T) {
	const path, begin, end = "../../docs/resource-model.md", "<!-- constants -->\n", "<!-- end -->"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("the marks of the table are gone")
	}
	var b strings.Builder
	b.WriteString("| constant | value | unit | class | evidence |\n|---|---:|---|---|---|\n")
	for _, c := range budget.Constants() {
		value := fmt.Sprintf("%g", c.Value)
		if strings.HasPrefix(c.Unit, "bytes") && c.Value >= 1024 {
			value = budget.Size(uint64(c.Value))
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", c.Name, value, c.Unit, c.Class, strings.ReplaceAll(c.Evidence, "|", `\|`))
	}
	golden.Check(t, path, before+begin+b.String()+end+after)
}
