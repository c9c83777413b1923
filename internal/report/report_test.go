package report_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/golden"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/report"
	"github.com/stalcfg/stalcfg/internal/source"
)

const sample = "[server]\r\n\thostnme = \"日本\" # wide\r\n[store.db]\r\ntype = rocksdb\r\npath = \"/data\"\r\nhostname = \"a\u202eb\x07\"\r\n"

func run(t *testing.T, format string, o report.Options, text string) string {
	t.Helper()
	return printed(t, format, o, report.Totals{}, lint.New(lint.Options{}).Lint(source.New("conf/a b.toml", []byte(text))))
}

// printed reports results in a format.
func printed(t *testing.T, format string, o report.Options, totals report.Totals, results ...*lint.Result) string {
	t.Helper()
	var b bytes.Buffer
	r, err := report.New(format, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, res := range results {
		totals.Add(res)
		if err := r.File(res); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(totals); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestFormats keeps what each format makes of one file.
func TestFormats(t *testing.T) {
	for _, f := range report.Formats() {
		got := run(t, f, report.Options{Version: "v1", Width: 80}, sample)
		golden.Check(t, "../../testdata/golden/report/"+f+".txt", got)
		if strings.ContainsAny(got, "\x07\u202e") {
			t.Errorf("%s passes control characters on", f)
		}
	}
	golden.Check(t, "../../testdata/golden/report/text-color.txt", run(t, "text", report.Options{Color: true, Width: 80}, sample))
}

// TestJSON demands the offsets of the document to name the right bytes.
func TestJSON(t *testing.T) {
	type finding struct {
		Key        string
		Start, End struct{ Line, Column, Offset int }
	}
	var doc struct {
		Version int
		Files   []struct{ Findings []finding }
	}
	if err := json.Unmarshal([]byte(run(t, "json", report.Options{}, sample)), &doc); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(doc.Files[0].Findings, func(f finding) bool { return f.Key == "server.hostnme" })
	if i < 0 {
		t.Fatalf("%+v", doc)
	}
	f := doc.Files[0].Findings[i]
	if doc.Version != 1 || sample[f.Start.Offset:f.End.Offset] != "hostnme" || f.Start.Line != 2 || f.Start.Column != 2 || f.End.Column != 9 {
		t.Errorf("%+v", f)
	}
}

func TestUnknownFormat(t *testing.T) {
	if _, err := report.New("nonsense", &bytes.Buffer{}, report.Options{}); err == nil {
		t.Error("an unknown format is accepted")
	}
}

// TestSecretsStayHidden plants a word in every place where secrets stand and
// looks for it in every format.
func TestSecretsStayHidden(t *testing.T) {
	for _, canary := range []string{"c4n4ryS3cret", "q7Z"} { // a short one can stand in any text by chance, so it is hidden by place
		secretsStayHidden(t, canary)
	}
}

func secretsStayHidden(t *testing.T, canary string) {
	t.Helper()
	texts := []string{
		"[store.db]\ntype = \"postgresql\"\nbad = 1\npassword = \"" + canary + "\"\npassword = \"" + canary + "\"\n",
		"[authentication.fallback-admin]\nsecret = \"" + canary + "\n[server]\nx = 1\n",
		"[store.db]\npasword = \"" + canary + "\"\n",
		"[store.db]\ntype = \"redis\"\nurls = [\"redis://user:" + canary + "@host:6379\", \"redis://user:" + canary + "@host:6379\"]\n",
		"api-key = " + canary + "\n",
		"[x]\nclient_secret = '" + canary + "\\x'\n",
		"[certificate.a]\nprivate-key = '''-----BEGIN PRIVATE KEY-----\n" + canary + canary + "\n-----END PRIVATE KEY-----'''\ncrt = 1\n",
		"[store.db]\ntype = \"postgresql\"\nuser = \"u\"\npassword = " + canary + "_x\n",
		"[acme.le]\ndirectory = \"https://x\"\nchallenge = \"dns-01\"\nprovider = \"cloudflare\"\nsecret = \"" + canary + "\"\neab.hmac-key = \"" + canary + "\"\n",
	}
	for _, text := range texts {
		for _, f := range report.Formats() {
			if got := run(t, f, report.Options{}, text); strings.Contains(got, canary) {
				t.Errorf("%s shows a secret of %q:\n%s", f, text, got)
			}
		}
	}
}
