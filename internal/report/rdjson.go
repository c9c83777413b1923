package report

import (
	"io"
	"path"
	"path/filepath"
	"sort"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/source"
)

// The Reviewdog Diagnostic Format: columns count bytes, ends are exclusive.
type (
	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}
	rdRange struct {
		Start rdPosition `json:"start"`
		End   rdPosition `json:"end"`
	}
	rdLocation struct {
		Path  string  `json:"path"`
		Range rdRange `json:"range"`
	}
	rdSource struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}
	rdCode struct {
		Value string `json:"value"`
		URL   string `json:"url,omitempty"`
	}
	rdSuggestion struct {
		Range rdRange `json:"range"`
		Text  string  `json:"text"`
	}
	rdRelated struct {
		Message  string     `json:"message"`
		Location rdLocation `json:"location"`
	}
	rdDiagnostic struct {
		Message     string         `json:"message"`
		Location    rdLocation     `json:"location"`
		Severity    string         `json:"severity"`
		Source      *rdSource      `json:"source,omitempty"`
		Code        rdCode         `json:"code"`
		Suggestions []rdSuggestion `json:"suggestions,omitempty"`
		Related     []rdRelated    `json:"related_locations,omitempty"`
	}
)

// rdjson prints one document for the whole run, rdjsonl one diagnostic a line.
type rdjson struct {
	w     io.Writer
	lines bool
	n     int
}

func newRDJSON(w io.Writer, _ Options) Reporter  { return &rdjson{w: w} }
func newRDJSONL(w io.Writer, _ Options) Reporter { return &rdjson{w: w, lines: true} }

// File prints the findings of one file.
func (d *rdjson) File(r *lint.Result) error {
	if len(r.Findings) == 0 {
		return nil
	}
	m := redact.New(r.File, r.Set)
	for i := range r.Findings {
		x := rdDiagnosticOf(r, &r.Findings[i], m)
		if d.lines {
			x.Source = &rdSource{"stalcfg", Home}
		}
		text, err := encode(x)
		if err != nil {
			return err
		}
		before, after := ",\n", ""
		switch {
		case d.lines:
			before, after = "", "\n"
		case d.n == 0:
			before = rdHead
		}
		d.n++
		if _, err := io.WriteString(d.w, before+string(text)+after); err != nil {
			return err
		}
	}
	return nil
}

const rdHead = `{"source":{"name":"stalcfg","url":"` + Home + `"},"diagnostics":[` + "\n"

func rdDiagnosticOf(r *lint.Result, f *diag.Finding, m *redact.Mask) rdDiagnostic {
	x := show(f, m)
	about := factsOf(f)
	text := x.Message
	if x.Detail != "" {
		text += "\n" + x.Detail
	}
	out := rdDiagnostic{
		Message: text, Location: rdLocationOf(r.File, tight(r.File, f.Span)),
		Severity: strings.ToUpper(f.Severity.String()), Code: rdCode{about.id, about.url},
	}
	if about.rule != nil {
		out.Code.Value = label(f)
	}
	for _, rel := range x.Related {
		file := fileOr(rel.File, r.File)
		out.Related = append(out.Related, rdRelated{rel.Message, rdLocationOf(file, tight(file, rel.Span))})
	}
	if f.Fix != nil && !masksEdit(f.Fix, m) {
		if s, ok := rdSuggestionOf(r.File, f.Fix.Edits, m); ok {
			out.Suggestions = []rdSuggestion{s}
		}
	}
	return out
}

// rdSpread is how many lines a suggestion may cover; readers show all of them.
const rdSpread = 50

// rdSuggestionOf makes one suggestion of all edits of a fix, because several
// would be alternatives. There is none where the text between the edits holds a
// secret.
func rdSuggestionOf(f *source.File, edits []diag.Edit, m *redact.Mask) (rdSuggestion, bool) {
	if len(edits) == 0 {
		return rdSuggestion{}, false
	}
	edits = append([]diag.Edit{}, edits...)
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].Span.Start < edits[j].Span.Start })
	whole := edits[0].Span
	text := edits[0].New
	for _, e := range edits[1:] {
		if e.Span.Start < whole.End {
			return rdSuggestion{}, false
		}
		between := source.Span{Start: whole.End, End: e.Span.Start}
		if m.Touches(between) {
			return rdSuggestion{}, false
		}
		text += f.Text(between) + e.New
		whole.End = e.Span.End
	}
	if m.Text(text) != text || f.Line(whole.End)-f.Line(whole.Start) > rdSpread {
		return rdSuggestion{}, false
	}
	return rdSuggestion{rdRangeOf(f, whole), text}, true
}

func rdLocationOf(f *source.File, s source.Span) rdLocation {
	name := f.Name
	if !strings.HasPrefix(name, "<") {
		name = path.Clean(filepath.ToSlash(name))
	}
	return rdLocation{Clean(name), rdRangeOf(f, s)}
}

func rdRangeOf(f *source.File, s source.Span) rdRange {
	at := func(off uint32) rdPosition {
		off = min(off, uint32(len(f.Data)))
		line := f.Line(off)
		return rdPosition{line, int(off-f.LineSpan(line).Start) + 1}
	}
	return rdRange{at(s.Start), at(max(s.End, s.Start))}
}

// Close ends the document.
func (d *rdjson) Close(Totals) error {
	end := "\n]}\n"
	switch {
	case d.lines:
		return nil
	case d.n == 0:
		end = strings.TrimSuffix(rdHead, "\n") + "]}\n"
	}
	_, err := io.WriteString(d.w, end)
	return err
}
