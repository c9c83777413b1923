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

// A mark is what a file says of the settings that stalcfg wrote into it last:
// digests of each key and its value, in a comment. It tells a value that a person
// changed from one that only the inputs change. It holds no value and no secret.
type mark struct {
	keys    map[string]bool // digests of keys
	entries map[string]bool // digests of keys with those of their values
	present bool            // the file has a mark, even an empty one
}

// digest is a part of SHA-256, up to 24 bits: four characters.
func digest(text string, chars int) string {
	sum := sha256.Sum256([]byte(text))
	return base64.RawURLEncoding.EncodeToString(sum[:3])[:chars]
}

func keyDigest(key string) string { return digest(key, suppress.KeyDigest) }

// entry is what a mark says of a setting with a value in its canonical form.
func entry(key string, canonical []edit.Piece) string {
	var b strings.Builder
	b.WriteString(key)
	for _, p := range canonical {
		b.WriteString("\x00" + p.Word + "\x00" + p.Text)
	}
	return keyDigest(key) + digest(b.String(), suppress.ValueDigest)
}

// readMark finds the mark of a file, wherever its comments stand.
func readMark(doc *dialect.Document) mark {
	m := mark{keys: map[string]bool{}, entries: map[string]bool{}}
	for _, d := range suppress.Directives(doc) {
		if d.Kind != suppress.Generated {
			continue
		}
		m.present = true
		all, _ := suppress.Digests(doc.File.Text(d.Words)) // a rule reports what is no digest
		for _, e := range all {
			m.keys[e[:suppress.KeyDigest]], m.entries[e] = true, true
		}
	}
	return m
}

// knows reports whether stalcfg wrote the setting.
func (m *mark) knows(key string) bool { return m.keys[keyDigest(key)] }

// wrote reports whether stalcfg wrote the setting with this value.
func (m *mark) wrote(key string, canonical []edit.Piece) bool {
	return m.entries[entry(key, canonical)]
}

// of gives what the mark says of a setting.
func (m *mark) of(key string) []string {
	var out []string
	for e := range m.entries {
		if strings.HasPrefix(e, keyDigest(key)) {
			out = append(out, e)
		}
	}
	return out
}

// markOf is the entry of a setting. Plain secrets get none: a digest of a short
// secret gives it away.
func markOf(key string, v *edit.Value) (string, bool) {
	for _, p := range v.Pieces() {
		if redact.Value(key, p.Text) != p.Text {
			return "", false
		}
	}
	return entry(key, canonical(key, v.Pieces())), true
}

// markTitle stands above a mark.
const markTitle = "# What stalcfg wrote, so that generate --merge can tell your changes from its own."

// markLine writes a mark whose entries are sorted, "" for an empty one.
func markLine(entries []string) string {
	if len(entries) == 0 {
		return ""
	}
	return "# stalcfg: generated " + strings.Join(entries, "")
}

func sortedOnce(entries []string) []string {
	slices.Sort(entries)
	return slices.Compact(entries)
}

// suppressions are the entries of the comments that suppress findings: the head
// of the file and settings have some.
func (p *Plan) suppressions(written func(*Setting) bool) []string {
	var out []string
	add := func(text string) { out = append(out, keyDigest(text)+digest("comment", suppress.ValueDigest)) }
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

// mark gives the line of the mark for a plan's own file.
func (p *Plan) mark(written func(*Setting) bool) string {
	all := p.suppressions(written)
	for i := range p.Settings {
		s := &p.Settings[i]
		if !written(s) {
			continue
		}
		v := s.Value.edit()
		if e, ok := markOf(s.Key, &v); ok {
			all = append(all, e)
		}
	}
	return markLine(sortedOnce(all))
}

// marks gives the mark after the merge: what the plan has, and what an earlier
// merge wrote and this one leaves aside.
func (m *merger) marks() []string {
	out := m.plan.suppressions(func(s *Setting) bool { return !s.Default })
	done := map[string]bool{}
	keep := func(key string) {
		if !done[key] {
			out = append(out, m.mark.of(key)...)
		}
		done[key] = true
	}
	for i := range m.settings {
		s := &m.settings[i]
		v := s.Value.edit()
		switch e, ok := markOf(s.Key, &v); {
		case !m.selected(s):
			keep(s.Key)
		case ok && !s.Default:
			out = append(out, e)
			done[s.Key] = true
		}
	}
	for _, d := range m.found {
		if d.Fate.Kept() && slices.Contains(m.spared, d.Key) {
			keep(d.Key)
		}
	}
	if len(m.opts.Only) > 0 {
		for key := range m.lines {
			keep(key)
		}
	}
	return sortedOnce(out)
}

// setMark writes the mark into a file: in the place of the one it has, else at
// the end. A file whose mark says the same stays as it is, even if that is in the
// form of an earlier version.
func setMark(doc *dialect.Document, old mark, all []string) []byte {
	same := len(all) == len(old.entries)
	for _, e := range all {
		same = same && old.entries[e]
	}
	if same {
		return doc.File.Data
	}
	data := doc.File.Data
	nl, block := lineFeed(data), markLine(all)
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
