package redact

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

// outside hides secrets in text that makes no setting: comments, statements
// that could not be read, what stands behind a header, and lines of syntax
// errors.
func (m *Mask) outside(f *source.File, doc *dialect.Document) {
	o := outside{m: m, f: f, read: readable(f, doc), prefix: prefixes(f, doc), known: map[string]bool{}}
	for n := 1; n <= f.Line(uint32(len(f.Data))); n++ {
		o.line(n, f.LineSpan(n))
	}
}

type outside struct {
	m      *Mask
	f      *source.File
	read   []source.Span // what of the file makes settings, in order
	prefix []string      // table of each line
	next   int           // into read
	below  bool          // the value of a secret may stand on the next line
	known  map[string]bool
}

// lookups is how many different names of a file are looked up in the schema;
// the words of secrets are recognised in all.
const lookups = 2000

// readable gives the spans of statements and headers that were read whole, but
// for those on lines with errors.
func readable(f *source.File, doc *dialect.Document) []source.Span {
	bad := map[int]bool{}
	for i := range doc.Errors {
		bad[f.Line(doc.Errors[i].Span.Start)] = true
	}
	var out []source.Span
	add := func(s source.Span) {
		if !s.Empty() && (len(bad) == 0 || !bad[f.Line(s.Start)] && !bad[f.Line(s.End)]) {
			out = append(out, s)
		}
	}
	for i := range doc.Headers {
		if s := doc.Headers[i].Span; !strings.Contains(f.Text(s), "=") {
			add(s)
		}
	}
	for i := range doc.Statements {
		if st := &doc.Statements[i]; !st.Broken {
			add(st.Span)
		}
	}
	return merged(out)
}

// prefixes gives the table that each line stands in, but for lines with a
// header; the first line is 1.
func prefixes(f *source.File, doc *dialect.Document) []string {
	out := make([]string, f.Line(uint32(len(f.Data)))+1)
	for i := range doc.Headers {
		from := f.Line(doc.Headers[i].Span.Start)
		to := len(out)
		if i+1 < len(doc.Headers) {
			to = min(to, f.Line(doc.Headers[i+1].Span.Start))
		}
		for n := from + 1; n < to; n++ {
			out[n] = doc.Headers[i].Name
		}
	}
	return out
}

// line searches the parts of a line that make no setting.
func (o *outside) line(n int, line source.Span) {
	for o.next < len(o.read) && o.read[o.next].End <= line.Start {
		o.next++
	}
	pos := line.Start
	for i := o.next; i < len(o.read) && o.read[i].Start < line.End; i++ {
		if r := o.read[i]; r.Start > pos {
			o.part(n, source.Span{Start: pos, End: r.Start})
		}
		pos = max(pos, o.read[i].End)
	}
	if pos == line.Start && o.below && strings.TrimSpace(o.f.Text(line)) != "" {
		o.m.add(line, strings.Trim(o.f.Text(line), " \t\r\"'"))
		o.below = false
		return
	}
	if pos < line.End {
		o.below = false
		o.part(n, source.Span{Start: pos, End: line.End})
	}
}

// part hides what stands behind the name of a secret and a sign that a value
// follows: = and :, and in text that is no comment a blank behind the first word.
func (o *outside) part(n int, s source.Span) {
	text := o.f.Text(s)
	comment := strings.HasPrefix(strings.TrimSpace(text), "#")
	first := -1 // the blank behind the first word
	if !comment {
		indent := len(text) - len(strings.TrimLeft(text, " \t"))
		if first = strings.IndexAny(text[indent:], " \t"); first >= 0 {
			first += indent
		}
	}
	looked := 0
	for at := 0; at < len(text); at++ {
		if text[at] != '=' && text[at] != ':' && at != first || strings.HasPrefix(text[at:], "://") {
			continue
		}
		name := nameBefore(text[:at])
		if name == "" || len(name) > 256 {
			continue
		}
		if looked++; !secretWord(name[strings.LastIndexByte(name, '.')+1:]) && (looked > 16 || !o.secret(n, name)) {
			continue
		}
		value := strings.TrimLeft(text[at:], "=: \t")
		if strings.TrimSpace(value) == "" {
			o.below = !comment
			return
		}
		o.hide(s.End-uint32(len(value)), s.End, value, comment)
		if at = len(text) - len(value) - 1; comment {
			return
		}
	}
}

// hide hides the rest of a line. Messages may quote what is no comment.
func (o *outside) hide(start, end uint32, value string, comment bool) {
	span := source.Span{Start: start, End: end}
	if comment {
		o.m.add(span)
		return
	}
	bare := strings.Trim(value, " \t\r\"'[]")
	o.m.add(span, bare, value, strings.ToLower(bare)) // a header is read in lower case
}

// nameBefore is the key that ends where a text ends, its quotes left out.
func nameBefore(text string) string {
	text = strings.TrimRight(text, " \t=:")
	start := len(text)
	for start > 0 && isName(text[start-1]) && len(text)-start <= 256 {
		start--
	}
	name := text[start:]
	if strings.ContainsAny(name, "\"'") {
		name = strings.NewReplacer("\"", "", "'", "").Replace(name)
	}
	return strings.Trim(name, ".")
}

func isName(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("_-.\"'", c) >= 0
}

// secret reports the name of a secret, alone or in the table of its line.
func (o *outside) secret(n int, name string) bool {
	key := name
	if n < len(o.prefix) && o.prefix[n] != "" {
		key = o.prefix[n] + "." + name
	}
	is, ok := o.known[key]
	if !ok && len(o.known) < lookups {
		is = secretKind(name) == schema.SecretValue || secretKind(key) == schema.SecretValue || secretName(key)
		o.known[key] = is
	}
	return is
}
