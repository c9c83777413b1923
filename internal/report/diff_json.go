package report

import (
	"encoding/json"
	"io"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/semdiff"
	"github.com/stalcfg/stalcfg/internal/source"
)

// The JSON document of diff, version 1. Lines count from 1; secrets are masked.
// Fields are added, never renamed or given another meaning.
type (
	jsonDiffFile struct {
		Old      string           `json:"old"` // "" when the file was added
		New      string           `json:"new"` // "" when it was deleted
		Status   string           `json:"status"`
		Error    string           `json:"error,omitempty"` // why the file was not compared
		Same     bool             `json:"same"`
		Target   jsonTargets      `json:"target"`
		Changes  []jsonChange     `json:"changes"`
		Budget   *jsonCost        `json:"budget"`
		Findings jsonFindingDelta `json:"findings"`
	}
	jsonTargets struct {
		Old string `json:"old"`
		New string `json:"new"`
	}
	jsonChange struct {
		Kind      string     `json:"kind"`
		Key       string     `json:"key"`
		OldKey    string     `json:"old_key"`
		Object    string     `json:"object"`
		Old       *jsonValue `json:"old"`
		New       *jsonValue `json:"new"`
		Default   *jsonValue `json:"default"`
		Secret    bool       `json:"secret"`
		Gone      []string   `json:"gone"`
		Come      []string   `json:"come"`
		Reordered bool       `json:"reordered"`
		Same      bool       `json:"same_meaning"`
		Class     string     `json:"class"`
		Why       string     `json:"why"`
		Source    string     `json:"source"`
		Exposure  string     `json:"exposure"`
		Opens     string     `json:"opens"`
		Scope     string     `json:"scope"`
		Settings  int        `json:"settings,omitempty"`
		Follows   []string   `json:"follows,omitempty"`
		Idle      string     `json:"unread_name,omitempty"` // "old" or "new"
	}
	jsonValue struct {
		Form   string     `json:"form"` // value, list or conditions
		Parts  []jsonPart `json:"parts"`
		Unread bool       `json:"unread,omitempty"` // the server cannot read it
		From   string     `json:"from,omitempty"`
		Line   int        `json:"line,omitempty"`
	}
	jsonPart struct {
		Label string `json:"label,omitempty"`
		Text  string `json:"text"`
		Note  string `json:"note,omitempty"`
	}
	jsonCost struct {
		Old   jsonAmounts    `json:"old"`
		New   jsonAmounts    `json:"new"`
		Users string         `json:"workload"`
		Items []jsonCostItem `json:"items"`
	}
	jsonAmounts struct {
		Rest        uint64 `json:"rest"`
		Worst       uint64 `json:"worst"`
		Descriptors uint64 `json:"descriptors"`
		Connections uint64 `json:"connections"`
		Threads     uint64 `json:"threads"`
	}
	jsonCostItem struct {
		Name     string      `json:"name"`
		Key      string      `json:"key"`
		OldValue string      `json:"old_value"`
		NewValue string      `json:"new_value"`
		Old      jsonAmounts `json:"old"`
		New      jsonAmounts `json:"new"`
	}
	jsonFindingDelta struct {
		New  []jsonDiffFinding `json:"new"`
		Gone []jsonDiffFinding `json:"gone"`
		Kept int               `json:"kept"`
	}
	jsonDiffFinding struct {
		Code        string `json:"code"`
		Name        string `json:"name"`
		Severity    string `json:"severity"`
		Message     string `json:"message"`
		Key         string `json:"key"`
		Line        int    `json:"line"`
		Fingerprint string `json:"fingerprint"`
	}
)

// diffJSON gathers the files of a run.
type diffJSON struct {
	w     io.Writer
	o     DiffOptions
	files []jsonDiffFile
}

func newDiffJSON(w io.Writer, o DiffOptions) DiffReporter {
	return &diffJSON{w: w, o: o, files: []jsonDiffFile{}}
}

// File takes one file.
func (d *diffJSON) File(f *FileDiff) error {
	if f.Err != "" {
		d.files = append(d.files, jsonDiffFile{
			Old: Clean(f.OldName), New: Clean(f.NewName), Error: Clean(f.Err), Changes: []jsonChange{},
			Findings: jsonFindingDelta{New: []jsonDiffFinding{}, Gone: []jsonDiffFinding{}},
		})
		return nil
	}
	out := jsonDiffFile{
		Old: Clean(f.OldName), New: Clean(f.NewName), Status: f.Status, Same: !f.Diff.Differs(),
		Target:  jsonTargets{f.Diff.Old.Target.String(), f.Diff.New.Target.String()},
		Changes: []jsonChange{},
		Findings: jsonFindingDelta{
			New: jsonFindings(f, f.Diff.New.File, f.Findings.New), Gone: jsonFindings(f, f.Diff.Old.File, f.Findings.Gone), Kept: f.Findings.Kept,
		},
	}
	for i := range f.Diff.Changes {
		out.Changes = append(out.Changes, jsonChangeOf(&f.Diff.Changes[i]))
	}
	if c := f.Cost; c != nil {
		out.Budget = &jsonCost{Old: jsonAmounts(c.Old), New: jsonAmounts(c.New), Users: c.Workload, Items: []jsonCostItem{}}
		for _, it := range c.Items {
			out.Budget.Items = append(out.Budget.Items, jsonCostItem{Clean(it.Name), Clean(it.Key), Clean(it.OldValue), Clean(it.NewValue), jsonAmounts(it.Old), jsonAmounts(it.New)})
		}
	}
	d.files = append(d.files, out)
	return nil
}

func jsonFindings(f *FileDiff, file *source.File, fs []diag.Finding) []jsonDiffFinding {
	out := []jsonDiffFinding{}
	for i := range fs {
		g := &fs[i]
		out = append(out, jsonDiffFinding{
			g.Code, g.Name, g.Severity.String(), Clean(f.Diff.Shown(g.Message)), Clean(f.Diff.Shown(g.Key)), file.Line(g.Span.Start), g.Print(),
		})
	}
	return out
}

func jsonChangeOf(c *semdiff.Change) jsonChange {
	out := jsonChange{
		Kind: c.Kind.String(), Key: Clean(c.Key), OldKey: Clean(c.OldKey), Object: Clean(c.Object),
		Old: jsonValueOf(c.Old), New: jsonValueOf(c.New), Secret: c.Secret,
		Gone: jsonTexts(c.Gone), Come: jsonTexts(c.Come), Reordered: c.Reordered, Same: c.SameMeaning(),
		Class: c.Class.String(), Why: Clean(c.Why), Source: c.Source, Exposure: c.Exposure.String(), Opens: Clean(c.Opens),
		Scope: c.Scope.String(), Settings: c.Members, Idle: c.Idle,
	}
	for _, key := range c.Follows {
		out.Follows = append(out.Follows, Clean(key))
	}
	if c.Default != nil {
		out.Default = jsonValueOf(&c.Default.Value)
		out.Default.From = Clean(c.Default.From)
	}
	return out
}

func jsonTexts(parts []semdiff.Part) []string {
	out := []string{}
	for _, p := range parts {
		out = append(out, p.Text)
	}
	return out
}

func jsonValueOf(v *semdiff.Value) *jsonValue {
	if v == nil {
		return nil
	}
	out := &jsonValue{Form: "value", Parts: []jsonPart{}, Unread: v.Unread, Line: v.Line}
	if v.List {
		out.Form = "list"
	}
	for _, p := range v.Parts {
		if p.Label != "" {
			out.Form = "conditions"
		}
		out.Parts = append(out.Parts, jsonPart(p))
	}
	return out
}

// Close prints the document.
func (d *diffJSON) Close() error {
	doc := struct {
		Version int               `json:"version"`
		Tool    map[string]string `json:"tool"`
		Files   []jsonDiffFile    `json:"files"`
		Tripped []string          `json:"tripped"`
	}{1, map[string]string{"name": "stalcfg", "version": d.o.Version}, d.files, append([]string{}, d.o.Tripped...)}
	e := json.NewEncoder(d.w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}
