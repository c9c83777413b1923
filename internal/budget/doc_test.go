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
	b.WriteString("| constant | value | unit | class | evidence | seen |\n|---|---:|---|---|---|---|\n")
	for _, c := range budget.Constants() {
		value := figure(c, c.Value)
		if c.Low != c.High {
			value += " (" + figure(c, c.Low) + " to " + figure(c, c.High) + ")"
		}
		if c.Text != "" {
			value = c.Text
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", c.Name, value, c.Unit, c.Class, strings.ReplaceAll(c.Evidence, "|", `\|`), c.Seen)
	}
	golden.Check(t, path, before+begin+b.String()+end+after)
}

func figure(c budget.Constant, v float64) string {
	if strings.HasPrefix(c.Unit, "bytes") && v >= 1024 {
		return budget.Size(uint64(v))
	}
	return fmt.Sprintf("%g", v)
}
