package report

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Limits of GitHub code scanning, the strictest reader of SARIF: a file with
// more results in a run is refused, and of those it takes only the gravest.
const (
	sarifMaxResults = 25000
	sarifKept       = 5000
	sarifMaxText    = 1024 // characters of a rule's descriptions
	sarifMaxPlaces  = 100  // further places of a result
)

// The parts of SARIF 2.1.0 that are used. Columns count code points, which
// columnKind says; ends are exclusive.
type (
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
		ByteOffset  int `json:"byteOffset"`
		ByteLength  int `json:"byteLength"`
	}
	sarifURI struct {
		URI string `json:"uri"`
	}
	sarifPhysical struct {
		Artifact sarifURI    `json:"artifactLocation"`
		Region   sarifRegion `json:"region"`
	}
	sarifLogical struct {
		Name string `json:"fullyQualifiedName"`
		Kind string `json:"kind"`
	}
	sarifLocation struct {
		ID       int            `json:"id,omitempty"`
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
		Message  *sarifText     `json:"message,omitempty"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
	sarifChange struct {
		Artifact     sarifURI           `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifSuppression struct {
		Kind          string         `json:"kind"`
		Status        string         `json:"status"`
		Justification string         `json:"justification,omitempty"`
		Location      *sarifLocation `json:"location,omitempty"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Fixes        []sarifFix         `json:"fixes,omitempty"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
		Baseline     string             `json:"baselineState,omitempty"`
		Prints       map[string]string  `json:"partialFingerprints"`
	}
)

// sarif collects all results, because the rules they name and the limits of
// GitHub are known only at the end.
type sarif struct {
	w       io.Writer
	opts    Options
	rules   []sarifRule
	index   map[string]int // of rules by id
	results []sarifResult
}

func newSARIF(w io.Writer, o Options) Reporter {
	return &sarif{w: w, opts: o, index: map[string]int{}}
}

// File takes the findings of one file.
func (s *sarif) File(r *lint.Result) error {
	shown := len(r.Findings) > 0 || s.opts.Hidden && len(r.Suppressed)+len(r.Baselined) > 0
	if !shown {
		return nil
	}
	m := redact.New(r.File, r.Set)
	for i := range r.Findings {
		s.results = append(s.results, s.result(r, &r.Findings[i], m))
	}
	if !s.opts.Hidden {
		return nil
	}
	for i := range r.Suppressed {
		h := &r.Suppressed[i]
		at := s.location(r.File, h.By.Span)
		x := s.result(r, &h.Finding, m)
		x.Suppressions = []sarifSuppression{{Kind: "inSource", Status: "accepted", Justification: Clean(m.Text(h.By.Reason)), Location: &at}}
		s.results = append(s.results, x)
	}
	for i := range r.Baselined {
		x := s.result(r, &r.Baselined[i], m)
		x.Suppressions = []sarifSuppression{{Kind: "external", Status: "accepted", Justification: "known finding of the baseline"}}
		x.Baseline = "unchanged"
		s.results = append(s.results, x)
	}
	return nil
}

// result turns one finding into a result.
func (s *sarif) result(r *lint.Result, f *diag.Finding, m *redact.Mask) sarifResult {
	x := show(f, m)
	text := sentence(x.Message)
	if x.Detail != "" {
		text += " " + x.Detail
	}
	at := s.location(r.File, f.Span)
	if x.Key != "" {
		at.Logical = []sarifLogical{{x.Key, "member"}}
	}
	id, n := s.rule(f)
	out := sarifResult{
		RuleID: id, RuleIndex: n, Level: sarifLevel(f.Severity), Message: sarifText{Text: unlinked(text)},
		Locations: []sarifLocation{at},
		// GitHub reads the second name only, others any.
		Prints: map[string]string{"stalcfg/v1": f.Print(), "primaryLocationLineHash": f.Print() + ":1"},
	}
	for i, rel := range x.Related[:min(len(x.Related), sarifMaxPlaces)] {
		place := s.location(fileOr(rel.File, r.File), rel.Span)
		place.ID, place.Message = i+1, &sarifText{Text: unlinked(rel.Message)}
		out.Related = append(out.Related, place)
	}
	if fix := s.fix(r.File, f, x.FixTitle, m); fix != nil {
		out.Fixes = []sarifFix{*fix}
	}
	return out
}

// fix is nil where it would write a mask instead of a secret.
func (s *sarif) fix(file *source.File, f *diag.Finding, title string, m *redact.Mask) *sarifFix {
	if f.Fix == nil || len(f.Fix.Edits) == 0 || masksEdit(f.Fix, m) {
		return nil
	}
	c := sarifChange{Artifact: sarifURI{s.opts.uri(file.Name)}}
	for _, e := range f.Fix.Edits {
		c.Replacements = append(c.Replacements, sarifReplacement{sarifRegionOf(file, e.Span), sarifText{Text: e.New}})
	}
	if !f.Fix.Safe {
		title += " (changes the effective configuration)"
	}
	return &sarifFix{Description: sarifText{Text: title}, Changes: []sarifChange{c}}
}

// masksEdit reports whether the new text of a fix holds a secret.
func masksEdit(fix *diag.Fix, m *redact.Mask) bool {
	return slices.ContainsFunc(fix.Edits, func(e diag.Edit) bool {
		_, hidden := m.Edit(e.Span, e.New)
		return hidden
	})
}

func (s *sarif) location(file *source.File, span source.Span) sarifLocation {
	return sarifLocation{Physical: sarifPhysical{sarifURI{s.opts.uri(file.Name)}, sarifRegionOf(file, tight(file, span))}}
}

func sarifRegionOf(f *source.File, s source.Span) sarifRegion {
	a, b := f.Position(s.Start), f.Position(max(s.End, s.Start))
	return sarifRegion{a.Line, a.Column, b.Line, b.Column, a.Offset, b.Offset - a.Offset}
}

func sarifLevel(s diag.Severity) string {
	return map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Info: "note"}[s]
}

// sentence ends a message with a full stop: readers show the first sentence.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// unlinked keeps text in brackets from becoming a link.
func unlinked(s string) string { return strings.ReplaceAll(s, "](", `\](`) }

// Close writes the document.
func (s *sarif) Close(t Totals) error {
	notes := s.limit()
	for _, u := range t.Unread {
		notes = append(notes, sarifNote{Level: "error", Message: sarifText{Text: unlinked(Clean(u))}})
	}
	if t.Baselined > 0 && s.opts.Hidden {
		for i := range s.results {
			s.results[i].Baseline = cmp.Or(s.results[i].Baseline, "new")
		}
	}
	w := bufio.NewWriter(s.w)
	if err := s.head(w, len(t.Unread) == 0, notes); err != nil {
		return err
	}
	for i := range s.results {
		text, err := encode(s.results[i])
		if err != nil {
			return err
		}
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteByte('\n')
		w.Write(text)
	}
	w.WriteString("]}]}\n")
	return w.Flush()
}

// limit leaves out the least grave results beyond what a run may hold, and says
// so; hidden ones go first.
func (s *sarif) limit() (notes []sarifNote) {
	n := len(s.results)
	if n > sarifKept {
		notes = append(notes, sarifNote{Level: "note", Message: sarifText{
			Text: fmt.Sprintf("The run has %d results; GitHub code scanning keeps the %d gravest.", n, sarifKept)}})
	}
	if n <= sarifMaxResults {
		return notes
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	rank := func(i int) int {
		x := &s.results[i]
		if x.Suppressions != nil {
			return 3
		}
		return slices.Index([]string{"error", "warning", "note"}, x.Level)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank(a), rank(b)) })
	order = order[:sarifMaxResults]
	slices.Sort(order)
	kept := make([]sarifResult, 0, sarifMaxResults)
	for _, i := range order {
		kept = append(kept, s.results[i])
	}
	s.results = kept
	return append(notes, sarifNote{Level: "warning", Message: sarifText{
		Text: fmt.Sprintf("%d results were left out, the least grave ones: a run may hold %d.", n-sarifMaxResults, sarifMaxResults)}})
}

// head writes everything before the results.
func (s *sarif) head(w io.Writer, successful bool, notes []sarifNote) error {
	driver := sarifDriver{Name: "stalcfg", FullName: "stalcfg, a linter for Stalwart configuration files", Version: strings.TrimPrefix(s.opts.Version, "v"), URI: Home, Rules: s.rules}
	if driver.Rules == nil {
		driver.Rules = []sarifRule{}
	}
	if strings.HasPrefix(s.opts.Version, "v") && strings.Count(driver.Version, ".") >= 2 {
		driver.Semantic = driver.Version
	}
	parts := []struct {
		name  string
		value any
	}{
		{"tool", map[string]any{"driver": driver}},
		{"automationDetails", map[string]string{"id": "stalcfg/"}},
		{"columnKind", "unicodeCodePoints"},
		{"invocations", []sarifInvocation{{successful, notes}}},
	}
	if _, err := io.WriteString(w, `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{`); err != nil {
		return err
	}
	for _, p := range parts {
		text, err := encode(p.value)
		if err != nil {
			return err
		}
		if _, err = fmt.Fprintf(w, "\n%q:%s,", p.name, json.RawMessage(text)); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "\n\"results\":[")
	return err
}
