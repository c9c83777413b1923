package suppress

import (
	"bytes"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// Kind is what a comment to stalcfg is about.
type Kind uint8

// The kinds of directive.
const (
	Unknown    Kind = iota // not understood
	Host                   // # stalcfg: host ram=4GiB
	Target                 // # stalcfg: target=0.15
	Ignore                 // # stalcfg:ignore RULE -- reason
	IgnoreFile             // # stalcfg:ignore-file RULE -- reason
	Misspelled             // meant as ignore, but without the colon: # stalcfg-ignore RULE
	Generated              // # stalcfg: generated cache: DIGEST DIGEST
)

// Directive is one comment that speaks to stalcfg.
type Directive struct {
	Kind  Kind
	Text  string      // behind "stalcfg:", blanks at the ends left out
	Words source.Span // what follows the word that gives the kind
	Span  source.Span // the whole comment
	token int
}

// word is in every comment that speaks to stalcfg.
const word = "stalcfg"

// Directives gives the comments of a document that speak to stalcfg, in order.
// It is nil without a look at the tokens when the file never says "stalcfg".
func Directives(doc *dialect.Document) []Directive {
	if !bytes.Contains(doc.File.Data, []byte(word)) {
		return nil
	}
	var out []Directive
	for i, t := range doc.Tokens {
		if t.Kind != dialect.Comment {
			continue
		}
		if d, ok := directive(doc.File.Data[t.Span.Start:t.Span.End], t.Span.Start); ok {
			d.Span, d.token = t.Span, i
			out = append(out, d)
		}
	}
	return out
}

// blanks are what may stand around the words of a directive.
const blanks = " \t\r"

// directive reads a comment that starts at an offset of its file.
func directive(comment []byte, at uint32) (Directive, bool) {
	rest := bytes.TrimLeft(comment, "#"+blanks)
	if !bytes.HasPrefix(rest, []byte(word)) {
		return Directive{}, false
	}
	rest = rest[len(word):]
	if len(rest) == 0 || rest[0] != ':' {
		return misspelled(comment, rest, at)
	}
	rest = bytes.TrimLeft(rest[1:], blanks)
	d := Directive{Text: strings.TrimRight(string(rest), blanks)}
	n := bytes.IndexAny(rest, blanks+":,")
	if n < 0 {
		n = len(rest)
	}
	switch first := string(rest[:n]); {
	case first == "ignore":
		d.Kind = Ignore
	case first == "ignore-file":
		d.Kind = IgnoreFile
	case first == "host":
		d.Kind = Host
	case first == "generated":
		d.Kind = Generated
	case strings.HasPrefix(first, "target="):
		d.Kind = Target
	}
	if n < len(rest) && rest[n] == ':' {
		n++ // stalcfg:ignore: RULE
	}
	end := at + uint32(len(comment))
	d.Words = source.Span{Start: end - uint32(len(rest)-n), End: end}
	return d, true
}

// misspelled recognizes `stalcfg-ignore RULE` and `stalcfg ignore RULE`, but
// not prose about what stalcfg ignores: a rule has to follow.
func misspelled(comment, rest []byte, at uint32) (Directive, bool) {
	body := bytes.TrimLeft(rest, "-_"+blanks)
	tail, ok := bytes.CutPrefix(body, []byte("ignore"))
	if !ok || len(body) == len(rest) {
		return Directive{}, false
	}
	if t, ok := bytes.CutPrefix(tail, []byte("-file")); ok {
		tail = t
	}
	names := bytes.FieldsFunc(tail, func(r rune) bool { return strings.ContainsRune(blanks+":,", r) })
	if len(names) == 0 || len(tail) == len(bytes.TrimLeft(tail, blanks+":")) || !looksLikeRule(string(names[0])) {
		return Directive{}, false
	}
	end := at + uint32(len(comment))
	return Directive{
		Kind: Misspelled, Text: strings.TrimRight(string(body), blanks),
		Words: source.Span{Start: end - uint32(len(tail)), End: end},
	}, true
}

// looksLikeRule reports whether a word has the form of a code or of a name.
func looksLikeRule(s string) bool {
	if code, ok := strings.CutPrefix(s, "SC"); ok && code != "" {
		return code[0] >= '0' && code[0] <= '9'
	}
	family, name, ok := strings.Cut(s, "/")
	return ok && family != "" && name != ""
}
