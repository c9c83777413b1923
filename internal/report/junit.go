package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/lint"
)

// The JUnit form that Jenkins, GitLab and others read: a suite a file, a case a
// finding. What is below --fail-on does not fail and counts as skipped.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string      `xml:"name,attr"`
		Class   string      `xml:"classname,attr"`
		Failure *junitIssue `xml:"failure"`
		Error   *junitIssue `xml:"error"`
		Skipped *junitIssue `xml:"skipped"`
	}
	junitIssue struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

type junit struct {
	w   io.Writer
	doc junitSuites
}

func newJUnit(w io.Writer, _ Options) Reporter {
	return &junit{w: w, doc: junitSuites{Name: "stalcfg"}}
}

// File takes the findings of one file; a file without any is a case that
// passed.
func (j *junit) File(r *lint.Result) error {
	name := xmlText(r.File.Name)
	s := junitSuite{Name: name}
	for _, f := range findings(r) {
		s.add(r, f, name)
	}
	if len(r.Findings) == 0 {
		s.Cases = []junitCase{{Name: "no findings", Class: name}}
	}
	s.Tests = len(s.Cases)
	j.doc.Tests += s.Tests
	j.doc.Failures += s.Failures
	j.doc.Suites = append(j.doc.Suites, s)
	return nil
}

func (s *junitSuite) add(r *lint.Result, f shown, name string) {
	at := r.File.Position(f.Span.Start)
	place := fmt.Sprintf("%s:%d:%d", name, at.Line, at.Column)
	issue := &junitIssue{Type: f.Severity.String(), Message: xmlText(f.Message)}
	issue.Text = place + ": " + f.Severity.String() + ": " + xmlText(f.Message) + "\n"
	if f.Detail != "" {
		issue.Text += xmlText(f.Detail) + "\n"
	}
	for _, rel := range f.Related {
		file := fileOr(rel.File, r.File)
		p := file.Position(rel.Span.Start)
		issue.Text += fmt.Sprintf("%s:%d:%d: %s\n", xmlText(file.Name), p.Line, p.Column, xmlText(rel.Message))
	}
	c := junitCase{Name: fmt.Sprintf("%s (%d:%d)", xmlText(label(f.Finding)), at.Line, at.Column), Class: name}
	limit := r.FailOn
	if limit == 0 {
		limit = diag.Error
	}
	if f.Severity >= limit {
		c.Failure = issue
		s.Failures++
	} else {
		c.Skipped = issue
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

// Close writes the document. What could not be read is an error.
func (j *junit) Close(t Totals) error {
	if len(t.Unread) > 0 {
		s := junitSuite{Name: "stalcfg", Tests: len(t.Unread), Errors: len(t.Unread)}
		for _, u := range t.Unread {
			s.Cases = append(s.Cases, junitCase{Name: "input", Class: "stalcfg", Error: &junitIssue{Type: "unreadable", Message: xmlText(u)}})
		}
		j.doc.Tests += s.Tests
		j.doc.Errors += s.Errors
		j.doc.Suites = append(j.doc.Suites, s)
	}
	return writeXML(j.w, j.doc)
}

// writeXML writes a document with its declaration.
func writeXML(w io.Writer, doc any) error {
	text, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+string(text)+"\n")
	return err
}

// xmlText cleans a text and takes out what XML 1.0 cannot hold.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 0xfffe || r == 0xffff {
			return '?'
		}
		return r
	}, Clean(s))
}
