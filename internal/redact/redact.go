package redact

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Hidden is what stands in the place of a secret.
const Hidden = "***"

// Mask hides the secrets of one file. The zero value hides nothing.
type Mask struct {
	spans []source.Span // sorted, not overlapping
	texts []string      // secrets of four bytes and more, longest first
	short []string      // the others, and ordinary words, which stand in other texts by chance, too
	known map[string]bool

	once  sync.Once
	index *index // of texts, made when there are many and the first is looked for
}

// New finds the secrets of a file. Broken statements are searched by their
// text, because they have no settings.
func New(f *source.File, set *settings.Set) *Mask {
	m := &Mask{}
	all := set.All()
	for i := range all {
		m.setting(f, &all[i], inSet(set, &all[i]))
	}
	for i := range set.Doc.Entries {
		if e := &set.Doc.Entries[i]; e.Duplicate {
			m.setting(f, &settings.Setting{Key: e.Key, Value: e.Value, ValueSpan: e.ValueSpan}, Value(e.Key, e.Value))
		}
	}
	m.outside(f, set.Doc)
	m.addresses(f)
	m.blocks(f)
	m.spans = merged(m.spans)
	slices.SortFunc(m.texts, func(a, b string) int { return len(b) - len(a) })
	return m
}

// merged sorts spans and joins those that overlap or touch.
func merged(spans []source.Span) []source.Span {
	slices.SortFunc(spans, func(a, b source.Span) int { return cmp.Compare(a.Start, b.Start) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

func (m *Mask) add(span source.Span, texts ...string) {
	m.spans = append(m.spans, span)
	for _, t := range texts {
		if t == "" || m.known[t] {
			continue
		}
		if m.known == nil {
			m.known = map[string]bool{}
		}
		m.known[t] = true
		if len(t) < 4 || ordinary(t) {
			m.short = append(m.short, t)
		} else {
			m.texts = append(m.texts, t)
		}
	}
}

// ordinary reports a word that messages and names of settings are made of. It
// is hidden where it stands as a secret, and not wherever it occurs: that would
// tell what it is.
func ordinary(text string) bool {
	return slices.Contains(secretWords, text) || slices.Contains([]string{
		"admin", "mail", "server", "store", "stalwart", "user", "users", "root", "test", "true", "false", "value", "file", "host", "example",
		"postgres", "postgresql", "mysql", "redis", "account", "change", "default", "login",
	}, text)
}

// setting hides the value of a setting of which only shown may be seen.
func (m *Mask) setting(f *source.File, x *settings.Setting, shown string) {
	if shown == x.Value {
		return
	}
	raw := f.Text(x.ValueSpan)
	if shown == URL(x.Value) && m.inPlace(raw, x.Value) {
		return
	}
	m.add(x.ValueSpan, x.Value, strings.Trim(raw, "\"'"))
	for _, s := range ofValue(x.Value) {
		m.add(x.ValueSpan, x.Value[s.start:s.end])
	}
}

// inPlace reports whether the secrets of an address stand in the file as they
// are, so that addresses finds them there and the rest can be shown.
func (m *Mask) inPlace(raw, value string) bool {
	for _, s := range ofValue(value) {
		if text := value[s.start:s.end]; strings.ContainsAny(text, addressEnds) || !strings.Contains(raw, text) {
			return false
		}
	}
	return true
}

// blocks hides PEM blocks wherever they stand.
func (m *Mask) blocks(f *source.File) {
	text := f.Text(source.Span{End: uint32(len(f.Data))})
	for at := 0; ; {
		i := strings.Index(text[at:], "-----BEGIN ")
		if i < 0 {
			return
		}
		start := at + i
		end := len(text)
		if j := strings.Index(text[start:], "-----END "); j >= 0 {
			end = start + j
		}
		if !strings.HasPrefix(text[start:], "-----BEGIN CERTIFICATE-") {
			m.add(source.Span{Start: uint32(start), End: uint32(end)})
			for _, line := range strings.Split(text[start:end], "\n") {
				if line = strings.TrimSpace(line); len(line) >= 16 && !strings.HasPrefix(line, "-----") {
					m.texts = append(m.texts, line)
				}
			}
		}
		at = min(end+1, len(text))
	}
}

// Text hides every secret of the file in a text made from it.
func (m *Mask) Text(s string) string {
	if m == nil || len(m.texts) == 0 {
		return s
	}
	if len(m.texts) < fewTexts {
		for _, secret := range m.texts {
			if strings.Contains(s, secret) {
				s = strings.ReplaceAll(s, secret, Hidden)
			}
		}
		return s
	}
	m.once.Do(func() { m.index = newIndex(m.texts) })
	for _, i := range m.index.in(s) {
		s = strings.ReplaceAll(s, m.texts[i], Hidden)
	}
	return s
}

// TextAt hides secrets in a text about a place of the file. Where the place is
// that of a secret, short and ordinary ones are hidden, too, where they stand as
// a value.
func (m *Mask) TextAt(span source.Span, s string) string {
	s = m.Text(s)
	if m == nil || !m.Touches(span) {
		return s
	}
	for _, secret := range m.short {
		s = hideWord(s, secret)
	}
	return s
}

// hideWord hides a text where it stands as a value does: behind an equals sign
// or a quote, and no letter or digit right after it. Elsewhere it is a word like
// others, and hiding it would tell what it is.
func hideWord(s, word string) string {
	var out strings.Builder
	for {
		i := strings.Index(s, word)
		if i < 0 {
			return out.String() + s
		}
		end := i + len(word)
		before := strings.TrimRight(s[:i], " ")
		if before != "" && strings.ContainsAny(before[len(before)-1:], "=\"'`") && (end == len(s) || !inWord(s[end])) {
			out.WriteString(s[:i] + Hidden)
		} else {
			out.WriteString(s[:end])
		}
		s = s[end:]
	}
}

func inWord(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}

// Touches reports whether a span shares a byte with a secret, however short.
func (m *Mask) Touches(s source.Span) bool {
	if m == nil {
		return false
	}
	i := sort.Search(len(m.spans), func(i int) bool { return m.spans[i].End > s.Start })
	return i < len(m.spans) && m.spans[i].Overlaps(s)
}

// Edit is the new text of an edit as it may be shown, and whether that hides
// something: text that takes the place of a secret is one itself.
func (m *Mask) Edit(span source.Span, text string) (shown string, hidden bool) {
	if shown = m.Text(text); shown == text && text != "" && m.Touches(span) {
		shown = Hidden
	}
	return shown, shown != text
}

// Line gives the bytes of a span with secrets replaced, and a function that
// maps an offset of the file to one in the result.
func (m *Mask) Line(f *source.File, line source.Span) (string, func(uint32) int) {
	if m == nil || len(m.spans) == 0 {
		return f.Text(line), func(off uint32) int { return int(min(max(off, line.Start), line.End) - line.Start) }
	}
	var b strings.Builder
	type piece struct {
		from, to uint32
		at       int
	}
	var pieces []piece
	pos := line.Start
	for _, s := range m.spans {
		if s.End <= pos || s.Start >= line.End {
			continue
		}
		from, to := max(s.Start, pos), min(s.End, line.End)
		pieces = append(pieces, piece{pos, from, b.Len()})
		b.WriteString(f.Text(source.Span{Start: pos, End: from}))
		pieces = append(pieces, piece{from, from, b.Len()})
		b.WriteString(Hidden)
		pos = to
	}
	pieces = append(pieces, piece{pos, line.End, b.Len()})
	b.WriteString(f.Text(source.Span{Start: pos, End: line.End}))
	return b.String(), func(off uint32) int {
		off = min(max(off, line.Start), line.End)
		at := 0
		for _, p := range pieces {
			if off >= p.from {
				at = p.at + int(min(off, p.to)-p.from)
			}
		}
		return at
	}
}
