package report

import (
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/semdiff"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/internal/textdiff"
)

// changedMark stands behind a value of the new file whose hidden part is not that
// of the old file.
const changedMark = " (changed)"

// secretTooMark stands there where what is shown changed as well.
const secretTooMark = " (" + redact.Hidden + " changed too)"

// NormalPatch is a unified diff of both files in their normal form: it is empty
// when they mean the same, and shows nothing but what does not. Secrets are
// masked; one that changed is marked.
func NormalPatch(f *FileDiff, o DiffOptions) string {
	if f.Err != "" {
		return ""
	}
	secret := map[string]*semdiff.Change{}
	for i := range f.Diff.Changes {
		if c := &f.Diff.Changes[i]; c.Secret {
			secret[c.Key] = c
		}
	}
	show := func(now bool) func(key, text string) string {
		return func(key, text string) string {
			shown := f.Diff.ShownValue(key, text)
			if now && strings.Contains(shown, redact.Hidden) {
				shown += secretMark(settingOf(key, secret), shown)
			}
			return cleanLines(shown)
		}
	}
	old := semdiff.Normal(f.Diff.Old.Set, show(false))
	now := semdiff.Normal(f.Diff.New.Set, show(true))
	a, b := "/dev/null", "/dev/null"
	if f.OldName != "" {
		a = "a/" + Clean(strings.TrimLeft(f.OldName, "/"))
	}
	if f.NewName != "" {
		b = "b/" + Clean(strings.TrimLeft(f.NewName, "/"))
	}
	text := textdiff.Unified(a, b, []byte(old), []byte(now), textdiff.Context)
	if o.Color {
		text = textdiff.Colored(text)
	}
	return text
}

// settingOf finds the change that a flattened key is part of.
func settingOf(key string, changes map[string]*semdiff.Change) *semdiff.Change {
	for {
		if c := changes[key]; c != nil {
			return c
		}
		i := strings.LastIndexByte(key, '.')
		if i < 0 {
			return nil
		}
		key = key[:i]
	}
}

// secretMark is the mark behind a text of the new value of a change. Values of a
// list that were there before have none.
func secretMark(c *semdiff.Change, shown string) string {
	switch {
	case c == nil, len(c.Come) > 0 && !slices.ContainsFunc(c.Come, func(p semdiff.Part) bool { return p.Text == shown }):
		return ""
	case c.OnlySecret():
		return changedMark
	}
	return secretTooMark
}

// cleanLines makes control characters visible and keeps line feeds.
func cleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = Clean(lines[i])
	}
	return strings.Join(lines, "\n")
}

// NormalText is a file in its normal form with secrets masked. A file that no
// generation of the server accepts stays as it is, but for its secrets.
func NormalText(f *source.File) []byte {
	for _, gen := range []dialect.Generation{dialect.Gen015, dialect.Gen012, dialect.Gen06} {
		set := settings.FromDocument(dialect.Parse(f, gen))
		if set.Partial {
			continue
		}
		mask := redact.New(f, set)
		return []byte(semdiff.Normal(set, func(key, text string) string {
			return cleanLines(mask.Text(redact.Value(key, text)))
		}))
	}
	m := newMaskedFile(f.Name, f.Data, PatchOptions{})
	var b strings.Builder
	for i, line := range strings.SplitAfter(string(f.Data), "\n") {
		if line != "" {
			b.WriteString(m.line(i, line))
		}
	}
	return []byte(b.String())
}

// LooksLikeStalwart reports whether a text is a configuration of Stalwart.
func LooksLikeStalwart(name string, data []byte) bool {
	return semdiff.LooksLikeStalwart(settings.FromDocument(dialect.Parse(source.New(name, data), dialect.Gen015)))
}
