package report

import (
	"encoding/xml"
	"io"

	"github.com/stalcfg/stalcfg/internal/lint"
)

// The form of Checkstyle reports: files with errors, each with the place where
// it begins.
type (
	checkstyleDoc struct {
		XMLName xml.Name         `xml:"checkstyle"`
		Version string           `xml:"version,attr"`
		Files   []checkstyleFile `xml:"file"`
	}
	checkstyleFile struct {
		Name   string            `xml:"name,attr"`
		Errors []checkstyleError `xml:"error"`
	}
	checkstyleError struct {
		Line     int    `xml:"line,attr"`
		Column   int    `xml:"column,attr"`
		Severity string `xml:"severity,attr"`
		Message  string `xml:"message,attr"`
		Source   string `xml:"source,attr"`
	}
)

type checkstyle struct {
	w   io.Writer
	doc checkstyleDoc
}

// newCheckstyle names the version of the format, which readers expect there.
func newCheckstyle(w io.Writer, _ Options) Reporter {
	return &checkstyle{w: w, doc: checkstyleDoc{Version: "4.3"}}
}

// File takes the findings of one file.
func (c *checkstyle) File(r *lint.Result) error {
	if len(r.Findings) == 0 {
		return nil
	}
	file := checkstyleFile{Name: xmlText(r.File.Name)}
	for _, f := range findings(r) {
		at := r.File.Position(f.Span.Start)
		file.Errors = append(file.Errors, checkstyleError{at.Line, at.Column, f.Severity.String(), xmlText(f.text()), "stalcfg." + factsOf(f.Finding).id})
	}
	c.doc.Files = append(c.doc.Files, file)
	return nil
}

// Close writes the document.
func (c *checkstyle) Close(Totals) error { return writeXML(c.w, c.doc) }
