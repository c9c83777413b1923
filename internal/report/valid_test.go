package report_test

import (
	"encoding/json"
	"encoding/xml"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// valid holds a report against the schema of its format.
func valid(t *testing.T, format, text string) {
	t.Helper()
	switch format {
	case "sarif":
		validJSON(t, "sarif-schema-2.1.0.json", text)
	case "rdjson":
		validJSON(t, "rdf-DiagnosticResult.json", text)
	case "rdjsonl":
		for _, line := range lines(text) {
			validJSON(t, "rdf-Diagnostic.json", line)
		}
	case "jsonl":
		for _, line := range lines(text) {
			if !json.Valid([]byte(line)) {
				t.Errorf("no JSON: %s", line)
			}
		}
	case "json":
		if !json.Valid([]byte(text)) {
			t.Errorf("no JSON: %s", text)
		}
	case "gitlab":
		validGitLab(t, text)
	case "junit":
		validXSD(t, "junit-10.xsd", text)
	case "checkstyle":
		validCheckstyle(t, text)
	case "github":
		validGitHub(t, text)
	}
}

func lines(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '\n' })
}

func validJSON(t *testing.T, schema, text string) {
	t.Helper()
	path := filepath.Join("testdata", "schemas", schema)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err == nil {
		err = s.Validate(doc)
	}
	if err != nil {
		t.Errorf("%s: %v", schema, err)
	}
}

// validGitLab holds a report against the fields that GitLab documents.
func validGitLab(t *testing.T, text string) {
	t.Helper()
	var issues []struct {
		Description, Check_name, Fingerprint, Severity string
		Location                                       struct {
			Path  string
			Lines struct{ Begin, End int }
		}
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&issues); err != nil || issues == nil {
		t.Fatalf("no list of issues: %v", err)
	}
	seen := map[string]bool{}
	for _, i := range issues {
		if i.Description == "" || i.Check_name == "" || seen[i.Fingerprint] || len(i.Fingerprint) < 16 || i.Location.Lines.Begin < 1 || i.Location.Lines.End < i.Location.Lines.Begin ||
			strings.HasPrefix(i.Location.Path, "./") || strings.HasPrefix(i.Location.Path, "/") || !regexp.MustCompile(`^(info|minor|major|critical|blocker)$`).MatchString(i.Severity) {
			t.Errorf("%+v", i)
		}
		seen[i.Fingerprint] = true
	}
}

// validXSD asks xmllint.
func validXSD(t *testing.T, schema, text string) {
	t.Helper()
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed (Debian: libxml2-utils)")
	}
	cmd := exec.Command(lint, "--noout", "--nonet", "--schema", filepath.Join("testdata", "schemas", schema), "-")
	cmd.Stdin = strings.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", schema, err, out)
	}
}

func validCheckstyle(t *testing.T, text string) {
	t.Helper()
	var doc struct {
		XMLName xml.Name `xml:"checkstyle"`
		Version string   `xml:"version,attr"`
		Files   []struct {
			Name   string `xml:"name,attr"`
			Errors []struct {
				Line     int    `xml:"line,attr"`
				Column   int    `xml:"column,attr"`
				Severity string `xml:"severity,attr"`
				Message  string `xml:"message,attr"`
				Source   string `xml:"source,attr"`
				Inner    []byte `xml:",innerxml"`
			} `xml:"error"`
		} `xml:"file"`
	}
	if err := xml.Unmarshal([]byte(text), &doc); err != nil || doc.Version == "" {
		t.Fatalf("no checkstyle report: %v", err)
	}
	for _, f := range doc.Files {
		for _, e := range f.Errors {
			if f.Name == "" || e.Line < 1 || e.Column < 1 || e.Message == "" || !strings.HasPrefix(e.Source, "stalcfg.") ||
				!regexp.MustCompile(`^(error|warning|info|ignore)$`).MatchString(e.Severity) || len(e.Inner) > 0 {
				t.Errorf("%s: %+v", f.Name, e)
			}
		}
	}
}

var command = regexp.MustCompile(`^::(error|warning|notice) (file=[^:,]+,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,)?title=[^:,]+::[^\r\n]+$`)

// validGitHub demands every log command to be well formed, and no more of a
// level than GitHub shows.
func validGitHub(t *testing.T, text string) {
	t.Helper()
	count := map[string]int{}
	for _, line := range lines(text) {
		if !strings.HasPrefix(line, "::") || strings.HasPrefix(line, "::group::") || line == "::endgroup::" {
			continue
		}
		m := command.FindStringSubmatch(line)
		if m == nil {
			t.Errorf("malformed: %s", line)
			continue
		}
		if count[m[1]]++; count[m[1]] > 10 {
			t.Errorf("too many %ss", m[1])
		}
	}
}
