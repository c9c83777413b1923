package lint_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/fix"
	"github.com/stalcfg/stalcfg/internal/golden"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/rules"
	"github.com/stalcfg/stalcfg/schema"
)

// goldenDir is where the findings on the examples of the rule pages are kept.
const goldenDir = "../../testdata/golden/rules"

// TestPages runs the examples of every rule page: a bad one must make the rule
// speak, a good one must keep it silent, and what it says is golden.
func TestPages(t *testing.T) {
	for _, r := range rules.List() {
		t.Run(r.Code+"_"+strings.ReplaceAll(r.Name, "/", "_"), func(t *testing.T) { checkPage(t, r) })
	}
}

func checkPage(t *testing.T, r *rules.Rule) {
	page, err := rules.Page(r)
	if err != nil {
		t.Fatal(err)
	}
	if want := "# " + r.Name + "\n"; !strings.HasPrefix(page, want) {
		t.Errorf("the page must begin with %q", want)
	}
	examples := rules.Examples(page)
	if !slices.ContainsFunc(examples, func(e rules.Example) bool { return e.Bad }) ||
		!slices.ContainsFunc(examples, func(e rules.Example) bool { return !e.Bad }) {
		t.Fatal("the page needs a ```toml block under ## Bad and one under ## Good")
	}
	var text strings.Builder
	for i := 0; i < len(examples); {
		n := i + 1
		for examples[i].Attr["node"] != "" && n < len(examples) && examples[n].Attr["node"] != "" && examples[n].Bad == examples[i].Bad {
			n++
		}
		checkExamples(t, r, examples[i:n], &text)
		i = n
	}
	golden.Check(t, filepath.Join(goldenDir, r.Code+".txt"), text.String())
}

// checkExamples lints one example, or several that are the nodes of a cluster.
func checkExamples(t *testing.T, r *rules.Rule, group []rules.Example, text *strings.Builder) {
	t.Helper()
	results := lintExamples(t, r, group)
	spoke := false
	for i, res := range results {
		own := slices.DeleteFunc(slices.Clone(res.Findings), func(f diag.Finding) bool { return f.Code != r.Code })
		spoke = spoke || len(own) > 0
		if !group[i].Bad {
			if !res.Doc.Accepted() {
				t.Errorf("the server refuses an example under Good: %+v\n%s", res.Doc.Errors[0], group[i].Text)
			}
			continue
		}
		describe(text, res, own)
		if r.Fix != rules.NoFix {
			checkFix(t, r, group[i], res, own, text)
		}
	}
	if bad := group[0].Bad; spoke != bad {
		t.Errorf("spoke = %v on an example under %s:\n%s", spoke, map[bool]string{true: "Bad", false: "Good"}[bad], group[0].Text)
	}
}

func lintExamples(t *testing.T, r *rules.Rule, group []rules.Example) []*lint.Result {
	t.Helper()
	o := lint.Options{Selection: lint.Selection{Preset: rules.All}}
	if v := group[0].Attr["target"]; v != "" {
		target, err := schema.ParseVersion(v)
		if err != nil {
			t.Fatal(err)
		}
		o.Target, o.TargetOrigin = target, "example"
	}
	if (r.Needs|r.Wants)&rules.NeedMachine != 0 {
		o.Machine = fakeMachineOf(group[0].Attr)
	}
	if n := group[0].Attr["users"]; n != "" {
		w := budget.ForUsers(0)
		if err := w.Set("users", n); err != nil {
			t.Fatal(err)
		}
		o.Workload = &w
	}
	if day := group[0].Attr["today"]; day != "" {
		today, err := time.Parse("2006-01-02", day)
		if err != nil {
			t.Fatal(err)
		}
		o.Suppress.Today = today
	}
	var files []*source.File
	for i, e := range group {
		name := "example.toml"
		if e.Attr["node"] != "" {
			name = fmt.Sprintf("node%d.toml", i+1)
		}
		files = append(files, source.New(name, []byte(e.Text)))
	}
	l := lint.New(o)
	if len(files) == 1 {
		return []*lint.Result{l.Lint(files[0])}
	}
	return l.LintNodes(files)
}

// describe writes findings the way a reviewer wants to read them.
func describe(w *strings.Builder, res *lint.Result, fs []diag.Finding) {
	fmt.Fprintf(w, "--- %s\n%s", res.File.Name, res.File.Data)
	if !strings.HasSuffix(string(res.File.Data), "\n") {
		w.WriteString("<no newline>\n")
	}
	for _, f := range fs {
		fmt.Fprintf(w, "--- %s %s: %s\n", at(res.File, f.Span), f.Severity, f.Message)
		if f.Key != "" {
			fmt.Fprintf(w, "    key: %s\n", f.Key)
		}
		if f.Detail != "" {
			fmt.Fprintf(w, "    %s\n", f.Detail)
		}
		for _, rel := range f.Related {
			file := res.File
			if rel.File != nil {
				file = rel.File
			}
			fmt.Fprintf(w, "    see %s %s: %s\n", file.Name, at(file, rel.Span), rel.Message)
		}
		if f.Fix != nil {
			fmt.Fprintf(w, "    fix (safe=%v): %s\n", f.Fix.Safe, f.Fix.Title)
		}
	}
}

func at(f *source.File, s source.Span) string {
	a, b := f.Position(s.Start), f.Position(s.End)
	return fmt.Sprintf("%d:%d-%d:%d", a.Line, a.Column, b.Line, b.Column)
}

// checkFix applies the fixes of one example and demands that the rule is
// silent afterwards where every finding had one.
func checkFix(t *testing.T, r *rules.Rule, e rules.Example, res *lint.Result, own []diag.Finding, text *strings.Builder) {
	t.Helper()
	fixed := 0
	for i := range own {
		if own[i].Fix != nil {
			fixed++
		}
	}
	if fixed == 0 {
		return
	}
	data := fix.Fixpoint(func(data []byte) []diag.Finding {
		found := lintExamples(t, r, []rules.Example{{Attr: e.Attr, Text: string(data)}})[0].Findings
		return slices.DeleteFunc(found, func(f diag.Finding) bool { return f.Code != r.Code })
	}, res.File.Data, fix.Options{Generation: res.Target.Generation(), Unsafe: true}).Data
	fmt.Fprintf(text, "--- fixed\n%s", data)
	if fixed < len(own) || e.Attr["node"] != "" {
		return
	}
	again := lintExamples(t, r, []rules.Example{{Attr: e.Attr, Text: string(data)}})
	for _, f := range again[0].Findings {
		if f.Code == r.Code {
			t.Errorf("still speaks after its own fix: %s\n%s", f.Message, data)
		}
	}
}
