package generate

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/edit"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/internal/suppress"
)

// A mark is what a file says of the settings that stalcfg wrote into it last: a
// digest of each key and its value, in comments. It tells a value that a person
// changed from one that only the inputs change. It holds no value and no secret.
type mark struct {
	values  map[string]string // digest of a value by that of its key
	present bool              // the file has a mark, even an empty one
}

// half is the length of the digest of a key, and of a value.
const half = suppress.DigestLen / 2

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.RawURLEncoding.EncodeToString(sum[:3])
}

// digestOf is the digest of a value in its canonical form.
func digestOf(key string, canonical []edit.Piece) string {
	var b strings.Builder
	b.WriteString(key)
	for _, p := range canonical {
		b.WriteString("\x00" + p.Word + "\x00" + p.Text)
	}
	return digest(b.String())
}

// readMark finds the mark of a file, wherever its comments stand.
func readMark(doc *dialect.Document) mark {
	m := mark{values: map[string]string{}}
	for _, d := range suppress.Directives(doc) {
		if d.Kind != suppress.Generated {
			continue
		}
		m.present = true
		words, _ := suppress.Digests(doc.File.Text(d.Words)) // a rule reports what is no digest
		for _, w := range words {
			m.values[w[:half]] = w[half:]
		}
	}
	return m
}

// knows reports whether stalcfg wrote the setting.
func (m *mark) knows(key string) bool { _, ok := m.values[digest(key)]; return ok }

// wrote reports whether stalcfg wrote the setting with this value.
func (m *mark) wrote(key string, canonical []edit.Piece) bool {
	return m.values[digest(key)] == digestOf(key, canonical)
}

// marked is a setting as a mark records it.
type marked struct{ table, digest string }

// markOf is the entry of a setting. Plain secrets get none: a digest of a short
// secret gives it away.
func markOf(key string, v *edit.Value) (marked, bool) {
	for _, p := range v.Pieces() {
		if redact.Value(key, p.Text) != p.Text {
			return marked{}, false
		}
	}
	table, _, _ := strings.Cut(key, ".")
	return marked{table, digest(key) + digestOf(key, canonical(key, v.Pieces()))}, true
}

// perLine is how many digests stand on a line of a mark.
const perLine = 8

// markTitle stands above a mark.
const markTitle = "# What stalcfg wrote, so that generate --merge can tell your changes from its own."

// markLines writes a mark, each top-level table on lines of its own so that a
// change in one does not touch the others.
func markLines(all []marked) []string {
	var lines []string
	for i := 0; i < len(all); {
		line := "# stalcfg: generated " + all[i].table + ":"
		for n, table := 0, all[i].table; n < perLine && i < len(all) && all[i].table == table; n, i = n+1, i+1 {
			line += " " + all[i].digest
		}
		lines = append(lines, line)
	}
	return lines
}

// suppressions are the entries of the comments that suppress findings: the head
// of the file and settings have some.
func (p *Plan) suppressions(written func(*Setting) bool) []marked {
	var out []marked
	add := func(text string) { out = append(out, marked{"comments", digest(text) + digest("comment")}) }
	for _, a := range p.Accepted {
		add("# stalcfg:ignore-file " + a.Rule + " -- " + a.Reason)
	}
	for i := range p.Settings {
		if s := &p.Settings[i]; s.Accept != "" && written(s) {
			add(s.ignore())
		}
	}
	return out
}

// mark gives the lines of the mark for a plan's own file.
func (p *Plan) mark(written func(*Setting) bool) []string {
	var all []marked
	for i := range p.Settings {
		s := &p.Settings[i]
		if !written(s) {
			continue
		}
		v := s.Value.edit()
		if m, ok := markOf(s.Key, &v); ok {
			all = append(all, m)
		}
	}
	return markLines(append(p.suppressions(written), all...))
}

// marks gives the mark after the merge: what the plan has, and what an earlier
// merge wrote and this one leaves aside.
func (m *merger) marks() []marked {
	var out []marked
	done := map[string]bool{}
	add := func(x marked) {
		if !done[x.digest[:half]] {
			done[x.digest[:half]] = true
			out = append(out, x)
		}
	}
	keep := func(key string) {
		if value, ok := m.mark.values[digest(key)]; ok {
			table, _, _ := strings.Cut(key, ".")
			add(marked{table, digest(key) + value})
		}
	}
	for _, x := range m.plan.suppressions(func(s *Setting) bool { return !s.Default }) {
		add(x)
	}
	for i := range m.settings {
		s := &m.settings[i]
		v := s.Value.edit()
		switch x, ok := markOf(s.Key, &v); {
		case !m.selected(s):
			keep(s.Key)
		case ok && !s.Default:
			add(x)
		}
	}
	for _, d := range m.found {
		if d.Fate.Kept() && slices.Contains(m.spared, d.Key) {
			keep(d.Key)
		}
	}
	if len(m.opts.Only) > 0 {
		var rest []string
		for key := range m.lines {
			rest = append(rest, key)
		}
		slices.Sort(rest)
		for _, key := range rest {
			keep(key)
		}
	}
	slices.SortStableFunc(out, func(a, b marked) int { return m.order(a.table) - m.order(b.table) })
	return out
}

// order is the place of a top-level table in a mark.
func (m *merger) order(table string) int {
	if table == "comments" {
		return -1
	}
	i := slices.IndexFunc(m.settings, func(s Setting) bool { return strings.HasPrefix(s.Key, table+".") })
	if i < 0 {
		return len(m.settings)
	}
	return i
}

// setMark writes the mark into a file: in the place of the one it has, else at
// the end. A file whose mark says the same stays as it is.
func setMark(doc *dialect.Document, old mark, all []marked) []byte {
	same := len(all) == len(old.values)
	for _, x := range all {
		same = same && old.values[x.digest[:half]] == x.digest[half:]
	}
	if same {
		return doc.File.Data
	}
	data := doc.File.Data
	nl := lineFeed(data)
	block := strings.Join(markLines(all), nl)
	var out []byte
	at := uint32(0)
	for _, d := range suppress.Directives(doc) {
		if d.Kind != suppress.Generated {
			continue
		}
		start, end := lineOf(data, d.Span)
		out = append(out, data[at:start]...)
		if block != "" && (start == 0 || data[start-1] == '\n') {
			out = append(out, block+nl...)
			block = ""
		}
		at = end
	}
	out = append(out, data[at:]...)
	if block != "" {
		if n := len(out); n > 0 && out[n-1] != '\n' {
			out = append(out, nl...)
		}
		if len(out) > 0 {
			out = append(out, nl...)
		}
		out = append(out, markTitle+nl+block+nl...)
	}
	return out
}

// lineFeed is the line break of a file.
func lineFeed(data []byte) string {
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// lineOf is the line of a comment with its line break, or the comment with the
// blanks before it where something else stands on the line.
func lineOf(data []byte, s source.Span) (start, end uint32) {
	start, end = s.Start, s.End
	for start > 0 && (data[start-1] == ' ' || data[start-1] == '\t') {
		start--
	}
	if start > 0 && data[start-1] != '\n' {
		return start, end
	}
	for int(end) < len(data) {
		end++
		if data[end-1] == '\n' {
			break
		}
	}
	return start, end
}
