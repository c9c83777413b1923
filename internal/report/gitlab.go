package report

import (
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/lint"
)

// gitlab prints a Code Quality report: one list with the fields that GitLab
// documents.
type gitlab struct {
	list list
	opts Options
}

type gitlabIssue struct {
	Description string         `json:"description"`
	Check       string         `json:"check_name"`
	Print       string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

func newGitLab(w io.Writer, o Options) Reporter { return &gitlab{list{w: w}, o} }

// File prints the findings of one file.
func (g *gitlab) File(r *lint.Result) error {
	path := Clean(g.opts.repoPath(r.File.Name))
	for _, f := range findings(r) {
		span := tight(r.File, f.Span)
		if err := g.list.add(gitlabIssue{
			Description: f.text(), Check: label(f.Finding), Print: gitlabPrint(path, f.Print()),
			Severity: map[diag.Severity]string{diag.Error: "critical", diag.Warning: "major", diag.Info: "minor"}[f.Severity],
			Location: gitlabLocation{path, gitlabLines{r.File.Line(span.Start), r.File.Line(max(span.End, span.Start))}},
		}); err != nil {
			return err
		}
	}
	return nil
}

// gitlabPrint salts a fingerprint, which is unique in its file, with the path:
// GitLab shows one issue of several with the same.
func gitlabPrint(path, print string) string {
	sum := sha256.Sum256([]byte(path + "\x00" + print))
	return hex.EncodeToString(sum[:16])
}

// Close ends the list.
func (g *gitlab) Close(Totals) error { return g.list.close() }

// list writes a JSON array, one element a line, without keeping any.
type list struct {
	w io.Writer
	n int
}

func (l *list) add(v any) error {
	text, err := encode(v)
	if err != nil {
		return err
	}
	open := ",\n"
	if l.n == 0 {
		open = "[\n"
	}
	l.n++
	_, err = io.WriteString(l.w, open+string(text))
	return err
}

func (l *list) close() error {
	end := "\n]\n"
	if l.n == 0 {
		end = "[]\n"
	}
	_, err := io.WriteString(l.w, end)
	return err
}
