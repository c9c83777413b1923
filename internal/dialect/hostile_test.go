package dialect_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// hostile are inputs of about n bytes that would take quadratic time or memory
// if recovery, strings, duplicates or names were handled carelessly.
var hostile = []struct {
	name string
	text func(n int) string
}{
	{"brackets", func(n int) string { return strings.Repeat("[", n) }},
	{"double quotes", func(n int) string { return strings.Repeat(`"`, n) }},
	{"single quotes", func(n int) string { return "a = " + strings.Repeat("'", n) }},
	{"backslashes", func(n int) string { return `a = "` + strings.Repeat(`\`, n) }},
	{"bracket lines", func(n int) string { return strings.Repeat("[\n", n/2) }},
	{"unclosed quotes", func(n int) string { return strings.Repeat("a = \"x\nb = 'y\n", n/14) }},
	{"unclosed quotes, one kind after the other", func(n int) string { return strings.Repeat("a = \"x\n", n/14) + strings.Repeat("b = 'y\n", n/14) }},
	{"unclosed triple quotes", func(n int) string { return strings.Repeat("a = '''x\r\nb = \"\"\"\n", n/18) }},
	{"quotes closed far below", func(n int) string {
		return strings.Repeat("a = \""+strings.Repeat("x\n", 500)+"\" z\n", n/1010)
	}},
	{"one quote closed at the end", func(n int) string { return strings.Repeat("a = \"\n", n/12) + strings.Repeat("b = 'x\n", n/14) + `" z` }},
	{"elements", func(n int) string { return "a = [" + strings.Repeat("1,", n/2) + "@]\n" }},
	{"element lines", func(n int) string { return "a = [" + strings.Repeat("1,\n", n/3) + "@]\n" }},
	{"arrays not closed", func(n int) string { return strings.Repeat("a = [1,\n", n/8) }},
	{"arrays not closed, with quotes", func(n int) string { return strings.Repeat("a = [\"x\", 'y\n", n/13) }},
	{"tables not closed", func(n int) string { return strings.Repeat("a = { b = \"\n", n/12) }},
	{"key quotes", func(n int) string { return strings.Repeat("\"a\n", n/3) }},
	{"broken headers", func(n int) string { return strings.Repeat("[[a]\n", n/5) }},
	{"repeated array headers", func(n int) string { return strings.Repeat("[[a]]\n", n/6) }},
	{"duplicates", func(n int) string { return strings.Repeat("a = 1\n", n/6) }},
	{"duplicates on one line", func(n int) string { return "k={" + strings.Repeat("a,", n/2) + "b}\n" }},
	{"key broken and repeated", func(n int) string { return strings.Repeat("a = [1 @\n", n/9) }},
	{"bad bytes", func(n int) string { return strings.Repeat("\xff\n", n/2) }},
	{"carriage returns", func(n int) string { return "a = '" + strings.Repeat("\r", n) }},
	{"long key, many elements", func(n int) string { return strings.Repeat("k", n/2) + " = [" + strings.Repeat("1,", n/4) + "]\n" }},
	{"long key, many members", func(n int) string { return strings.Repeat("k", n/2) + " = {" + strings.Repeat("a,", n/4) + "a}\n" }},
	{"long table, many keys", func(n int) string { return "[" + strings.Repeat("t", n/2) + "]\n" + strings.Repeat("a = 1\n", n/12) }},
}

// TestHostileInputs reads a megabyte of each. Quadratic time would take minutes,
// so the limit can be generous enough for a busy machine.
func TestHostileInputs(t *testing.T) {
	const size, limit = 1 << 20, time.Minute
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			text := h.text(size)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			doc := dialect.Parse(source.New(h.name, []byte(text)), dialect.Gen015)
			if took := time.Since(start); took > limit {
				t.Errorf("%v for %d bytes", took, len(text))
			}
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 600<<20 {
				t.Errorf("%d MB allocated for %d bytes", used>>20, len(text))
			}
			lossless(t, doc)
			lines := map[int]bool{}
			for _, e := range doc.Errors {
				line := doc.File.Line(e.Span.Start)
				if lines[line] {
					t.Fatalf("two errors on line %d", line)
				}
				lines[line] = true
			}
		})
	}
}

// TestTooLarge demands that names which need a multiple of the file's size stop
// the reading openly, and that ordinary names of any number do not.
func TestTooLarge(t *testing.T) {
	long := strings.Repeat("k", 1<<19)
	for name, text := range map[string]string{
		"elements": long + " = [" + strings.Repeat("1,", 1<<18) + "]\nb = 1\n",
		"members":  long + " = {" + strings.Repeat("a,", 1<<18) + "b}\nb = 1\n",
		"table":    "[" + long + "]\n" + strings.Repeat("a = 1\n", 1<<17) + "b = 1\n",
	} {
		doc := dialect.Parse(source.New(name, []byte(text)), dialect.Gen015)
		last := doc.Errors[len(doc.Errors)-1]
		if doc.Accepted() || last.Kind != dialect.ErrTooLarge {
			t.Errorf("%s: accepted %v, last error %+v", name, doc.Accepted(), last)
		}
		lossless(t, doc)
	}
	many := "[server.listener.submissions]\nbind = [" + strings.Repeat("1,", 1<<18) + "]\n"
	if doc := dialect.Parse(source.New("many", []byte(many)), dialect.Gen015); !doc.Accepted() || len(doc.Entries) != 1<<18 {
		t.Errorf("%d entries, errors %v", len(doc.Entries), doc.Errors)
	}
}
