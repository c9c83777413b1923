package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stalcfg/stalcfg/internal/baseline"
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/golden"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/internal/suppress"
	"github.com/stalcfg/stalcfg/rules"
)

// input is a file of a run; one without a text cannot be read.
type input struct{ name, text string }

// several is a run with everything that formats tell apart: a file with a fix,
// a related place, a suppression with a reason, a rule of the project, a clean
// file and one with a name that needs escaping.
var several = []input{
	{"conf/a b.toml", sample},
	{"conf/50%,x:é.toml", "[server]\nhostname = \"m\"\nhostname = \"n\"\n[x]\nnote = \"|<b>@you #1 ::error::`x`*\"\n"},
	{"clean.toml", "[server]\nhostname = \"mail.example.org\"\n"},
	{"ignored.toml", "# stalcfg:ignore-file schema/unknown-key -- kept for the <old> | host\n[server]\nhostnme = \"m\"\n"},
	{"end.toml", "[server]\nhostname = \"mail.example.org\""},
	{"gone.toml", ""},
}

var project = &rules.Rule{Code: "custom", Name: "custom/no-hostname", Severity: diag.Info, Check: func(p *rules.Pass) {
	for _, x := range p.Set.InFileOrder() {
		if x.Key == "server.hostname" {
			f := p.Setting(x, "server.hostname is set, which the project forbids")
			f.Docs = ".stalcfg.toml:3"
			p.Report(f)
		}
	}
}}

// runAll reports several files in a format.
func runAll(t *testing.T, format string, o report.Options, inputs []input) string {
	t.Helper()
	l := lint.New(lint.Options{
		Custom: []*rules.Rule{project}, Selection: lint.Selection{Select: []string{"custom"}},
		Suppress: suppress.Options{Today: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)},
	})
	var totals report.Totals
	var results []*lint.Result
	for _, in := range inputs {
		if in.text == "" {
			totals.Unread = append(totals.Unread, in.name+": no such file")
			continue
		}
		results = append(results, l.Lint(source.New(in.name, []byte(in.text))))
	}
	return printed(t, format, o, totals, results...)
}

// TestSeveralFiles keeps what each format makes of a run over several files, and
// holds every format against the schema of its readers.
func TestSeveralFiles(t *testing.T) {
	for _, f := range report.Formats() {
		t.Run(f, func(t *testing.T) {
			o := report.Options{Version: "v1.2.3", Width: 80, Hidden: true, Dir: "/repo/mail", Root: "/repo"}
			got := runAll(t, f, o, several)
			golden.Check(t, "../../testdata/golden/report/several/"+f+".txt", got)
			valid(t, f, got)
			if strings.ContainsAny(got, "\x07\u202e") {
				t.Error("control characters are passed on")
			}
			if again := runAll(t, f, o, several); again != got {
				t.Error("a second run prints something else")
			}
			empty := runAll(t, f, o, nil)
			valid(t, f, empty)
			valid(t, f, runAll(t, f, o, several[2:3]))
		})
	}
}

// many is a file with n errors.
func many(n int) string {
	var b strings.Builder
	b.WriteString("[server]\n")
	for i := 0; i < n; i++ {
		fmt.Fprintf(&b, "hostnme%d = 1\n", i)
	}
	return b.String()
}

// TestGitHubLimits demands the errors first, the rest in the log, and a notice.
func TestGitHubLimits(t *testing.T) {
	got := runAll(t, "github", report.Options{}, []input{{"a.toml", many(25)}, {"b.toml", "[server]\nhostname = \"m\"\nhostname = x\n"}})
	valid(t, "github", got)
	all := lines(got)
	if !strings.HasPrefix(all[9], "::error ") || strings.HasPrefix(all[10], "::error ") || !strings.Contains(got, "more findings are in the log") {
		t.Errorf("%s", got)
	}
	if n := strings.Count(got, "hostnme"); n < 25 {
		t.Errorf("%d findings", n)
	}
}

// TestSARIFLimits demands that the least grave results go when there are more
// than a run may hold, with a note.
func TestSARIFLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	var b strings.Builder
	b.WriteString("[server]\nhostname = \"m\"\n[imap]\n")
	for i := 0; i < 26000; i++ {
		fmt.Fprintf(&b, "k%d = 1\n", i)
	}
	got := runAll(t, "sarif", report.Options{}, []input{{"a.toml", b.String()}})
	var doc struct {
		Runs []struct {
			Invocations []struct {
				Notes []struct{ Message struct{ Text string } } `json:"toolExecutionNotifications"`
			}
			Results []struct{ Level string }
		}
	}
	if err := json.Unmarshal([]byte(got), &doc); err != nil {
		t.Fatal(err)
	}
	run := doc.Runs[0]
	if len(run.Results) != 25000 || len(run.Invocations[0].Notes) != 2 || !strings.Contains(run.Invocations[0].Notes[1].Message.Text, "left out") {
		t.Errorf("%d results, notes %+v", len(run.Results), run.Invocations)
	}
	for _, x := range run.Results {
		if x.Level == "note" {
			t.Error("an info result is kept while errors are left out")
		}
	}
}

// sarifRead is what GitHub code scanning reads of a report.
type sarifRead struct {
	Runs []struct {
		ColumnKind        string
		AutomationDetails struct{ ID string }
		Tool              struct {
			Driver struct {
				Rules []struct {
					ID                                string
					ShortDescription, FullDescription struct{ Text string }
					Help                              struct{ Text, Markdown string }
					Properties                        map[string]any
				}
			}
		}
		Results []struct {
			RuleID       string
			RuleIndex    int
			Suppressions []struct{ Kind, Justification string }
			Fixes        []any
			Locations    []struct {
				PhysicalLocation struct {
					ArtifactLocation struct{ URI string }
					Region           map[string]int
				}
			}
			PartialFingerprints map[string]string
		}
	}
}

// TestSARIFForGitHub demands what GitHub code scanning reads.
func TestSARIFForGitHub(t *testing.T) {
	var doc sarifRead
	got := runAll(t, "sarif", report.Options{Hidden: true, Dir: "/repo/mail", Root: "/repo"}, several)
	if err := json.Unmarshal([]byte(got), &doc); err != nil {
		t.Fatal(err)
	}
	run := doc.Runs[0]
	if run.ColumnKind != "unicodeCodePoints" || !strings.HasSuffix(run.AutomationDetails.ID, "/") {
		t.Errorf("%q %q", run.ColumnKind, run.AutomationDetails.ID)
	}
	for _, r := range run.Tool.Driver.Rules {
		if r.ShortDescription.Text == "" || r.FullDescription.Text == "" || r.Help.Text == "" || r.Properties["precision"] == nil || r.Properties["problem.severity"] == nil || r.Properties["tags"] == nil {
			t.Errorf("%+v", r)
		}
	}
	suppressed := 0
	for _, x := range run.Results {
		at := x.Locations[0].PhysicalLocation
		for _, k := range []string{"startLine", "startColumn", "endLine", "endColumn"} {
			if at.Region[k] < 1 {
				t.Errorf("%s: %s is missing", x.RuleID, k)
			}
		}
		if run.Tool.Driver.Rules[x.RuleIndex].ID != x.RuleID || x.PartialFingerprints["primaryLocationLineHash"] == "" || !strings.HasPrefix(at.ArtifactLocation.URI, "mail/") {
			t.Errorf("%+v", x)
		}
		for _, s := range x.Suppressions {
			suppressed++
			if s.Kind != "inSource" || !strings.Contains(s.Justification, "old") {
				t.Errorf("%+v", s)
			}
		}
	}
	if suppressed != 1 || !strings.Contains(got, `"uri":"mail/conf/50%25%2Cx%3A%C3%A9.toml"`) {
		t.Errorf("%d suppressed\n%s", suppressed, got)
	}
	if got := runAll(t, "sarif", report.Options{}, several); strings.Contains(got, "suppressions") {
		t.Error("suppressed results are reported though nobody asked: GitHub would open alerts for them")
	}
}

// TestBaselined demands known findings to be marked as such.
func TestBaselined(t *testing.T) {
	const text = "[server]\nhostnme = \"m\"\n"
	b, err := baseline.New(filepath.Join(t.TempDir(), "b.json"))
	if err != nil {
		t.Fatal(err)
	}
	f := source.New("a.toml", []byte(text))
	b.Replace("a.toml", lint.New(lint.Options{}).Lint(f).Findings, func(string) bool { return true }, func(s string) string { return s })
	res := lint.New(lint.Options{Baseline: b}).Lint(f)
	if len(res.Findings) != 0 || len(res.Baselined) == 0 {
		t.Fatalf("%d, %d", len(res.Findings), len(res.Baselined))
	}
	for format, want := range map[string]string{"sarif": `"baselineState":"unchanged"`, "json": `"hidden":{"by":"baseline"}`, "jsonl": `"hidden":{"by":"baseline"}`} {
		for _, hidden := range []bool{true, false} {
			var out bytes.Buffer
			r, err := report.New(format, &out, report.Options{Hidden: hidden})
			if err != nil {
				t.Fatal(err)
			}
			var totals report.Totals
			totals.Add(res)
			if err := r.File(res); err != nil {
				t.Fatal(err)
			}
			if err := r.Close(totals); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(out.String(), want) != hidden {
				t.Errorf("%s, hidden %v: %s", format, hidden, out.String())
			}
			valid(t, format, out.String())
		}
	}
}

// TestSuggestion applies what rdjson suggests: the columns count bytes.
func TestSuggestion(t *testing.T) {
	const text = "[server]\n\"é\".hostnme = 1\n\thostnme = \"日本\" # wide\nmax-connections = 9 # é\nproxy.override = bare\n"
	got := runAll(t, "rdjsonl", report.Options{}, []input{{"a.toml", text}})
	n := 0
	for _, line := range lines(got) {
		var d struct {
			Suggestions []struct {
				Range struct{ Start, End struct{ Line, Column int } }
				Text  string
			}
		}
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		for _, s := range d.Suggestions {
			n++
			at := func(line, column int) int {
				off := 0
				for i := 1; i < line; i++ {
					off += strings.IndexByte(text[off:], '\n') + 1
				}
				return off + column - 1
			}
			a, b := at(s.Range.Start.Line, s.Range.Start.Column), at(s.Range.End.Line, s.Range.End.Column)
			mended := text[:a] + s.Text + text[b:]
			if after := runAll(t, "rdjsonl", report.Options{}, []input{{"a.toml", mended}}); strings.Contains(after, line[:strings.Index(line, `"location"`)]) {
				t.Errorf("%s\nmends nothing:\n%s", line, mended)
			}
		}
	}
	if n == 0 {
		t.Errorf("no suggestion:\n%s", got)
	}
}

// TestMarkdownStaysText demands that nothing of the input becomes markup.
func TestMarkdownStaysText(t *testing.T) {
	got := runAll(t, "markdown", report.Options{}, several)
	for _, bad := range []string{"<b>", "@you", " #1", "`x`"} {
		if strings.Contains(got, bad) {
			t.Errorf("%s is passed on:\n%s", bad, got)
		}
	}
	for _, row := range lines(got) {
		if strings.HasPrefix(row, "| ") && strings.Count(strings.ReplaceAll(row, `\|`, ""), "|") != 5 {
			t.Errorf("a row with other columns: %s", row)
		}
	}
	if got := runAll(t, "markdown", report.Options{}, []input{{"a.toml", many(2000)}}); len(got) > 65000 || !strings.Contains(got, "more findings without room") {
		t.Errorf("%d bytes", len(got))
	}
}

// TestJUnitThreshold demands that only what fails the run fails in the report.
func TestJUnitThreshold(t *testing.T) {
	for limit, want := range map[diag.Severity]int{0: 1, diag.Error: 1, diag.Warning: 2, diag.Error + 1: 0} {
		res := lint.New(lint.Options{}).Lint(source.New("a.toml", []byte("[server]\nhostnme = bare\n[store.a]\ntype = rocksdb\n")))
		res.FailOn = limit
		var b bytes.Buffer
		r, err := report.New("junit", &b, report.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.File(res); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(report.Totals{}); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "<failure "); (n > 0) != (want > 0) || limit == diag.Warning && n < 2 {
			t.Errorf("%s: %d failures\n%s", limit, n, b.String())
		}
	}
}

// TestCorpusReports holds the reports on real configurations against the
// schemas.
func TestCorpusReports(t *testing.T) {
	paths, err := filepath.Glob("../../../shared/corpus/*/*/*.toml")
	more, _ := filepath.Glob("../../../shared/corpus/*/*.toml")
	if paths = append(paths, more...); err != nil || len(paths) == 0 {
		t.Skip("../shared/corpus is not there")
	}
	var inputs []input
	for i, p := range paths {
		if data, err := os.ReadFile(p); err == nil && i%7 == 0 {
			inputs = append(inputs, input{filepath.Base(p) + fmt.Sprint(i), string(data)})
		}
	}
	for _, f := range report.Formats() {
		t.Run(f, func(t *testing.T) { valid(t, f, runAll(t, f, report.Options{Hidden: true}, inputs)) })
	}
}
