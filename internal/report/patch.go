package report

import (
	"path/filepath"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/internal/textdiff"
)

// PatchOptions say how a patch is shown.
type PatchOptions struct {
	Color       bool
	Terminal    bool // control characters of the texts are made visible
	ShowSecrets bool // else they are masked, and hunks that hold some do not apply
}

// Patch is the difference of a file before and after a change as a unified diff
// that git and patch apply, or "" when nothing changed.
func Patch(name string, before, after []byte, o PatchOptions) string {
	old, now := newMaskedFile(name, before, o), newMaskedFile(name, after, o)
	show := func(inOld bool, number int, text string) string {
		if inOld {
			return old.line(number, text)
		}
		return now.line(number, text)
	}
	path := strings.TrimLeft(filepath.ToSlash(name), "/")
	text := textdiff.UnifiedShown("a/"+path, "b/"+path, before, after, textdiff.Context, show)
	if o.Color {
		text = textdiff.Colored(text)
	}
	return text
}

// maskedFile gives the lines of a file as they may be shown.
type maskedFile struct {
	file     *source.File
	mask     *redact.Mask // nil shows everything
	terminal bool
}

func newMaskedFile(name string, data []byte, o PatchOptions) maskedFile {
	m := maskedFile{file: source.New(name, data), terminal: o.Terminal}
	if !o.ShowSecrets {
		m.mask = redact.New(m.file, settings.FromDocument(dialect.Parse(m.file, dialect.Gen015)))
	}
	return m
}

func (m maskedFile) line(number int, text string) string {
	span := m.file.LineSpan(number + 1)
	shown, _ := m.mask.Line(m.file, span)
	end := text[min(span.Len(), len(text)):]
	shown = m.mask.Text(shown)
	for twice := redact.Hidden + redact.Hidden; strings.Contains(shown, twice); {
		shown = strings.ReplaceAll(shown, twice, redact.Hidden)
	}
	if m.terminal {
		feed := strings.HasSuffix(end, "\n")
		if shown = Clean(shown + strings.TrimSuffix(end, "\n")); feed {
			shown += "\n"
		}
		return shown
	}
	return shown + end
}
