package suppress_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/internal/suppress"
)

func parse(text string) *dialect.Document {
	return dialect.Parse(source.New("t.toml", []byte(text)), dialect.Gen015)
}

func read(text string, o suppress.Options) ([]suppress.Suppression, *dialect.Document) {
	doc := parse(text)
	return suppress.Read(doc, suppress.Directives(doc), o), doc
}

func TestDirectives(t *testing.T) {
	doc := parse("# stalcfg: host ram=4GiB\n#stalcfg:target=0.15 \n[a] # stalcfg:ignore x/y -- why\n" +
		"b = \"# stalcfg:ignore x/y\" #  stalcfg:  ignore-file: x/y -- r\n## stalcfg: nonsense\n" +
		"# stalcfg ignores unknown keys\n# stalcfg-ignore is not a word\n# see stalcfg: docs\n# stalcfg_ignore SC1001 -- r\n")
	var got []string
	for _, d := range suppress.Directives(doc) {
		got = append(got, fmt.Sprintf("%d %q %q", d.Kind, d.Text, doc.File.Text(d.Words)))
	}
	want := []string{
		`1 "host ram=4GiB" " ram=4GiB"`,
		`2 "target=0.15" " "`,
		`3 "ignore x/y -- why" " x/y -- why"`,
		`4 "ignore-file: x/y -- r" " x/y -- r"`,
		`0 "nonsense" ""`,
		`5 "ignore SC1001 -- r" " SC1001 -- r"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := suppress.Directives(parse("a = 1 # comment\n")); got != nil {
		t.Errorf("a file that does not speak to stalcfg: %v", got)
	}
}

// TestWords reads one comment each: rules, date, reason, or what is wrong.
func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"SC1001 -- why": "SC1001 | | why",
		"SC1001,x/y , z until=2027-01-31 -- a -- b": "SC1001 x/y z |2027-01-31| a -- b",
		"until=2027-01-31 x/y --why":                "x/y |2027-01-31| why",
		"x/y":                                       "x/y | | ",
		"x/y --":                                    "x/y | | ",
		"-- why":                                    "it names no rule",
		"":                                          "it names no rule",
		"x/y — why":                                 "the reason is set off with --, not with — -> --",
		"x/y until 2027-01-31 -- r":                 "the last day is written as until=2027-01-31, without blanks",
		"x/y until=2027-02-30 -- r":                 `"2027-02-30" is no date, which is written as 2027-01-31`,
		"x/y until=20270131 -- r":                   `"20270131" is no date, which is written as 2027-01-31 -> 2027-01-31`,
		"x/y until=2027-01-31 until=2027-01-30":     "it has two dates",
		"x/y since=2027-01-31 -- r":                 `"since" is no option, there is only until=`,
	} {
		list, _ := read("a = 1 # stalcfg:ignore "+text+"\n", suppress.Options{})
		if len(list) != 1 {
			t.Fatalf("%q: %d suppressions", text, len(list))
		}
		s := list[0]
		var names []string
		for _, sel := range s.Selectors {
			names = append(names, sel.Name)
		}
		got := strings.Join(names, " ") + " |" + cmp0(s.Until) + "| " + s.Reason
		if s.Problem != nil {
			got = s.Problem.Text
			if s.Problem.Fix != "" {
				got += " -> " + s.Problem.Fix
			}
		}
		if got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func cmp0(s string) string {
	if s == "" {
		return " "
	}
	return s
}

// TestScope says for each line of a file whether a finding at its start is
// covered.
func TestScope(t *testing.T) {
	for name, c := range map[string]struct{ text, covered, level string }{
		"beside":           {"a = 1\nb = 2 # stalcfg:ignore x -- r\nc = 3\n", "2", "setting"},
		"above":            {"a = 1\n# stalcfg:ignore x -- r\n# more\nb = 2\nc = 3\n", "4", "setting"},
		"several lines":    {"# stalcfg:ignore x -- r\nb = [\n 1,\n 2 ]\nc = 3\n", "2 3 4", "setting"},
		"first line":       {"b = [ # stalcfg:ignore x -- r\n 1,\n 2 ]\nc = 3\n", "1 2 3", "setting"},
		"last line":        {"b = [\n 1,\n 2 ] # stalcfg:ignore x -- r\nc = 3\n", "1 2 3", "setting"},
		"element":          {"b = [\n 1, # stalcfg:ignore x -- r\n 2 ]\nc = 3\n", "2", "line"},
		"above an element": {"b = [\n # stalcfg:ignore x -- r\n 1,\n 2 ]\nc = 3\n", "3", "line"},
		"table":            {"a = 1\n# stalcfg:ignore x -- r\n[t]\nb = 1\n\nc = 2\n[u]\nd = 1\n", "3 4 5 6", "table"},
		"last table":       {"[t]\nb = 1\n# stalcfg:ignore x -- r\n[[u]]\nd = 1\n", "4 5", "table"},
		"header line":      {"[t] # stalcfg:ignore x -- r\nb = 1\n", "1", "line"},
		"file":             {"# text\n# stalcfg:ignore-file x -- r\n\n[t]\nb = 1\n", "1 2 3 4 5", "file"},
		"indented":         {"[t]\n  # stalcfg:ignore x -- r\n  b = 1\n  c = 1\n", "3", "setting"},
		"windows":          {"a = 1\r\n# stalcfg:ignore x -- r\r\nb = 1\r\nc = 1\r\n", "3", "setting"},
		"dangling":         {"# stalcfg:ignore x -- r\n\n[t]\nb = 1\n", "", "no header or setting stands directly below it"},
		"at the end":       {"a = 1\n# stalcfg:ignore x -- r\n", "", "no header or setting stands directly below it"},
		"late":             {"a = 1\n# stalcfg:ignore-file x -- r\n", "", "ignore-file stands at the top of a file, above the first header and setting"},
		"no newline":       {"a = 1 # stalcfg:ignore x -- r", "1", "setting"},
	} {
		list, doc := read(c.text, suppress.Options{})
		if len(list) != 1 {
			t.Fatalf("%s: %d suppressions", name, len(list))
		}
		var lines []string
		for n := 1; n <= doc.File.LineCount(); n++ {
			at := doc.File.LineSpan(n)
			f := []diag.Finding{diag.At(source.Span{Start: at.End, End: at.End}, "m")}
			left, hidden := suppress.Apply(list, f, func(string, *diag.Finding) bool { return true })
			if len(left)+len(hidden) != 1 {
				t.Fatalf("%s: a finding got lost", name)
			}
			if len(hidden) == 1 {
				lines = append(lines, fmt.Sprint(n))
			}
		}
		level := list[0].Level.String()
		if list[0].Problem != nil {
			level = list[0].Problem.Text
		}
		if got := strings.Join(lines, " "); got != c.covered || level != c.level {
			t.Errorf("%s: covers %q as %s, want %q as %s", name, got, level, c.covered, c.level)
		}
	}
}

func TestExpiryAndReason(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse("2006-01-02", s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	text := "a = 1 # stalcfg:ignore x until=2027-01-31\n"
	for _, c := range []struct {
		o                 suppress.Options
		expired, noReason bool
	}{
		{suppress.Options{}, false, true},
		{suppress.Options{Today: day("2027-01-31")}, false, true},
		{suppress.Options{Today: day("2027-02-01")}, true, true},
		{suppress.Options{Today: day("2027-01-31"), ReasonOptional: true}, false, false},
	} {
		list, _ := read(text, c.o)
		s := list[0]
		if s.Expired != c.expired || s.NoReason != c.noReason || s.Active() != (!c.expired && !c.noReason) {
			t.Errorf("%v: expired %v, no reason %v, active %v", c.o, s.Expired, s.NoReason, s.Active())
		}
	}
}

// TestInnermost has three suppressions around one finding: the nearest takes
// it, the others hide nothing.
func TestInnermost(t *testing.T) {
	list, doc := read("# stalcfg:ignore-file x -- r\n# stalcfg:ignore x -- r\n[t]\na = 1 # stalcfg:ignore y,x -- r\n", suppress.Options{})
	at := doc.Statements[0].Span
	_, hidden := suppress.Apply(list, []diag.Finding{diag.At(at, "m")}, func(sel string, _ *diag.Finding) bool { return sel == "x" })
	if len(hidden) != 1 || hidden[0].By != &list[2] {
		t.Fatalf("hidden: %v", hidden)
	}
	var used []int
	for _, s := range list {
		for _, sel := range s.Selectors {
			used = append(used, sel.Used)
		}
	}
	if diff := cmp.Diff([]int{0, 0, 0, 1}, used); diff != "" {
		t.Error(diff)
	}
}

// TestWithout rewrites the list of rules, or takes the comment away.
func TestWithout(t *testing.T) {
	for _, c := range []struct{ text, drop, want string }{
		{"a = 1 # stalcfg:ignore x -- r\n", "x", "a = 1\n"},
		{"a = 1\n  # stalcfg:ignore x -- r\nb = 2\n", "x", "a = 1\nb = 2\n"},
		{"a = 1\n# stalcfg:ignore x -- r", "x", "a = 1\n"},
		{"a = 1 # stalcfg:ignore x,y,z -- r\n", "y", "a = 1 # stalcfg:ignore x,z -- r\n"},
		{"a = 1 # stalcfg:ignore x until=2027-01-31 y z -- r\n", "x", "a = 1 # stalcfg:ignore y,z until=2027-01-31 -- r\n"},
		{"a = 1 # stalcfg:ignore x,y until=2027-01-31 -- r\n", "x", "a = 1 # stalcfg:ignore y until=2027-01-31 -- r\n"},
	} {
		list, doc := read(c.text, suppress.Options{})
		span, text := list[0].Without(func(s *suppress.Selector) bool { return s.Name == c.drop })
		if got := doc.File.Text(source.Span{End: span.Start}) + text + doc.File.Text(source.Span{Start: span.End, End: uint32(len(c.text))}); got != c.want {
			t.Errorf("%q without %s: %q", c.text, c.drop, got)
		}
	}
}

// TestManyComments reads a block of comments in a time that grows with its
// length only: walked through anew for each, it would take minutes.
func TestManyComments(t *testing.T) {
	const n = 200_000
	list, doc := read(strings.Repeat("# stalcfg:ignore x -- r\n", n)+"a = 1\n", suppress.Options{})
	if len(list) != n || list[0].Scope != list[n-1].Scope || !list[0].Scope.Contains(doc.Statements[0].Span.Start) {
		t.Fatalf("%d suppressions, the first covers %v", len(list), list[0].Scope)
	}
}

// FuzzRead demands that spans lie in the file, that removing a comment removes
// nothing else, and that no finding gets lost.
func FuzzRead(f *testing.F) {
	f.Add([]byte("# stalcfg:ignore-file SC1 -- r\n[a]\nb = 1 # stalcfg:ignore x/y until=2027-01-31 -- r\n"))
	f.Add([]byte("b = [ # stalcfg:ignore x,y\n1 ]\r\n# stalcfg-ignore x/y - r\n\n"))
	f.Add([]byte("# stalcfg:ignore\xff\n#stalcfg:ignore,until=,--"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, doc := read(string(data), suppress.Options{Today: time.Unix(1<<30, 0)})
		n := uint32(len(data))
		for i := range list {
			s := &list[i]
			if s.Span.End > n || s.Remove.End > n || s.Remove.Start > s.Span.Start || s.Remove.End < s.Span.End {
				t.Fatalf("spans: %+v", s)
			}
			if rest := bytes.TrimSpace(data[s.Remove.Start:s.Span.Start]); len(rest) > 0 {
				t.Fatalf("removing the comment removes %q", rest)
			}
			for _, sel := range s.Selectors {
				if string(data[sel.Span.Start:sel.Span.End]) != sel.Name || sel.Name == "" {
					t.Fatalf("selector %q at %v", sel.Name, sel.Span)
				}
			}
			if s.Problem == nil && (len(s.Selectors) == 0 || s.Scope.Empty() || s.Scope.End > n+1) {
				t.Fatalf("nothing is wrong with %+v", s)
			}
			if span, _ := s.Without(func(*suppress.Selector) bool { return true }); span != s.Remove {
				t.Fatalf("without all: %v", span)
			}
		}
		var fs []diag.Finding
		for _, st := range doc.Statements {
			fs = append(fs, diag.At(st.Span, "m"))
		}
		left, hidden := suppress.Apply(list, fs, func(string, *diag.Finding) bool { return true })
		if len(left)+len(hidden) != len(fs) {
			t.Fatalf("%d + %d of %d findings", len(left), len(hidden), len(fs))
		}
	})
}
