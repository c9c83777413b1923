package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/source"
)

// The JSON document, version 1. Lines and columns count from 1, columns in
// runes; offsets count bytes; ends are exclusive.
type (
	jsonFile struct {
		Path     string        `json:"path"`
		Target   string        `json:"target"`
		Host     any           `json:"host"`
		Findings []jsonFinding `json:"findings"`
		Omitted  []jsonOmitted `json:"omitted,omitempty"` // what was counted and is not among the findings
		Summary  jsonSummary   `json:"summary"`
	}
	jsonOmitted struct { // findings of one rule
		Code    string `json:"code"`
		Name    string `json:"name"`
		Error   int    `json:"error"`
		Warning int    `json:"warning"`
		Info    int    `json:"info"`
	}
	jsonFinding struct {
		Code        string        `json:"code"`
		Name        string        `json:"name"`
		Severity    string        `json:"severity"`
		Message     string        `json:"message"`
		Detail      string        `json:"detail"`
		Key         string        `json:"key"`
		File        string        `json:"file"`
		Start       jsonPosition  `json:"start"`
		End         jsonPosition  `json:"end"`
		Related     []jsonRelated `json:"related"`
		Fix         *jsonFix      `json:"fix"`
		Fingerprint string        `json:"fingerprint"`
		Docs        string        `json:"docs"`
		Hidden      *jsonHidden   `json:"hidden,omitempty"`
	}
	jsonHidden struct { // why a finding does not count, with --show-suppressed
		By     string `json:"by"` // comment or baseline
		Reason string `json:"reason,omitempty"`
		Until  string `json:"until,omitempty"`
		Line   int    `json:"line,omitempty"` // of the comment
	}
	jsonPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
		Offset int `json:"offset"`
	}
	jsonRelated struct {
		File    string       `json:"file"`
		Start   jsonPosition `json:"start"`
		End     jsonPosition `json:"end"`
		Message string       `json:"message"`
	}
	jsonFix struct {
		Title  string     `json:"title"`
		Safe   bool       `json:"safe"`
		Masked bool       `json:"masked,omitempty"` // a secret in the new text is hidden: do not apply it
		Edits  []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		Start jsonPosition `json:"start"`
		End   jsonPosition `json:"end"`
		New   string       `json:"new"`
	}
	jsonSummary struct {
		Error      int `json:"error"`
		Warning    int `json:"warning"`
		Info       int `json:"info"`
		Suppressed int `json:"suppressed,omitempty"` // hidden by comments
		Baselined  int `json:"baselined,omitempty"`  // hidden by the baseline
	}
)

// document prints the files one by one, so that a run over many keeps none of
// them in memory.
type document struct {
	w     io.Writer
	opts  Options
	files int
}

func newJSON(w io.Writer, o Options) Reporter { return &document{w: w, opts: o} }

func (d *document) begin() error {
	tool, err := json.Marshal(map[string]string{"name": "stalcfg", "version": d.opts.Version})
	if err != nil {
		return err
	}
	_, err = io.WriteString(d.w, `{"version":1,"tool":`+string(tool)+`,"files":[`)
	return err
}

// File prints one file.
func (d *document) File(r *lint.Result) error {
	if d.files == 0 {
		if err := d.begin(); err != nil {
			return err
		}
	} else if _, err := io.WriteString(d.w, ","); err != nil {
		return err
	}
	d.files++
	text, err := encode(fileOf(r, d.opts.Hidden))
	if err != nil {
		return err
	}
	_, err = d.w.Write(append([]byte{'\n'}, text...))
	return err
}

// Close ends the document.
func (d *document) Close(t Totals) error {
	if d.files == 0 {
		if err := d.begin(); err != nil {
			return err
		}
	}
	text, err := encode(summaryOf(t.Count, t.Suppressed, t.Baselined))
	if err != nil {
		return err
	}
	_, err = io.WriteString(d.w, "],\"summary\":"+string(text)+"}\n")
	return err
}

// encode writes JSON without escaping <, > and &, but with the characters that
// Clean shows: a reader gets the same text, a terminal no tricks.
func encode(v any) ([]byte, error) {
	var b bytesBuffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	text := b[:len(b)-1]
	if bytes.IndexFunc(text, unsafe) < 0 {
		return text, nil
	}
	var out bytes.Buffer
	for _, r := range string(text) {
		if unsafe(r) {
			fmt.Fprintf(&out, `\u%04x`, r) // all of them are in the first plane
		} else {
			out.WriteRune(r)
		}
	}
	return out.Bytes(), nil
}

type bytesBuffer []byte

func (b *bytesBuffer) Write(p []byte) (int, error) { *b = append(*b, p...); return len(p), nil }

func fileOf(r *lint.Result, hidden bool) jsonFile {
	var omitted []jsonOmitted
	for _, o := range r.Omitted {
		omitted = append(omitted, jsonOmitted{o.Code, o.Name, o.Count.Error, o.Count.Warning, o.Count.Info})
	}
	return jsonFile{
		Path: Clean(r.File.Name), Target: r.Target.String(), Host: r.HostJSON(),
		Findings: findingsOf(r, hidden), Omitted: omitted, Summary: summaryOf(r.Count(), len(r.Suppressed), len(r.Baselined)),
	}
}

func summaryOf(c lint.Count, suppressed, baselined int) jsonSummary {
	return jsonSummary{c.Error, c.Warning, c.Info, suppressed, baselined}
}

func findingOf(r *lint.Result, m *redact.Mask, finding *diag.Finding) jsonFinding {
	f := show(finding, m)
	out := jsonFinding{
		Code: f.Code, Name: f.Name, Severity: f.Severity.String(), Message: f.Message, Detail: f.Detail, Key: f.Key,
		File: Clean(r.File.Name), Start: position(r.File, f.Span.Start), End: position(r.File, f.Span.End),
		Related: []jsonRelated{}, Fingerprint: f.Print(), Docs: f.DocsAt(),
	}
	for _, rel := range f.Related {
		file := fileOr(rel.File, r.File)
		out.Related = append(out.Related, jsonRelated{Clean(file.Name), position(file, rel.Span.Start), position(file, rel.Span.End), rel.Message})
	}
	if f.Fix != nil {
		out.Fix = &jsonFix{Title: f.FixTitle, Safe: f.Fix.Safe, Masked: masksEdit(f.Fix, m), Edits: []jsonEdit{}}
		for _, e := range f.Fix.Edits {
			text, _ := m.Edit(e.Span, e.New)
			out.Fix.Edits = append(out.Fix.Edits, jsonEdit{position(r.File, e.Span.Start), position(r.File, e.Span.End), text})
		}
	}
	return out
}

func position(f *source.File, off uint32) jsonPosition {
	p := f.Position(off)
	return jsonPosition(p)
}
