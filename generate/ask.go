package generate

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/redact"
)

// ErrNoAnswer tells that the input ended before all questions were answered.
var ErrNoAnswer = errors.New("the input ended before all questions were answered")

// Answer is one input that a person gave, or left at its default, by the flag
// that gives it again. A flag without a value has none.
type Answer struct {
	Flag   string
	Values []string
}

// question is about one field.
type question struct {
	flag  string
	text  string
	usual func(in *Inputs) string // default; "" means that an answer is needed, or may be left out if optional
	when  func(in *Inputs) bool   // nil: always
	empty bool                    // no answer is fine
}

// questions are asked in this order. Everything else has its usual value, and a
// flag.
func questions() []question {
	kind := func(k string) func(*Inputs) bool { return func(in *Inputs) bool { return in.TLS.Mode == k } }
	full := func(at func(*Inputs) string) func(*Inputs) string {
		return func(in *Inputs) string { c := complete(*in); return at(&c) }
	}
	return []question{
		{flag: "hostname", text: "Full name of the server, as mail.example.org", usual: func(in *Inputs) string { return in.Hostname }},
		{flag: "domain", text: "Mail domains, separated by blanks; the first one sends reports", usual: func(in *Inputs) string { c := complete(*in); return mailDomain(&c) }},
		{flag: "ram", text: "Memory of the host or container", usual: full(func(in *Inputs) string { return strings.ReplaceAll(budget.Size(in.Host.RAM.Value), " ", "") })},
		{flag: "cores", text: "Processors", usual: full(func(in *Inputs) string { return fmt.Sprint(in.Host.Cores.Value) })},
		{flag: "users", text: "Users", usual: full(func(in *Inputs) string { return fmt.Sprint(in.Workload.Users) })},
		{flag: "paths", text: "Where files are", usual: full(func(in *Inputs) string { return in.Paths.Style })},
		{flag: "data", text: "Data store", usual: full(func(in *Inputs) string { return in.Data.Kind })},
		{flag: "data-host", text: "Database server", usual: full(func(in *Inputs) string { return in.Data.Host }), when: func(in *Inputs) bool { return sqlServer(in.Data.Kind) }},
		{flag: "tls", text: "Where certificates come from", usual: full(func(in *Inputs) string { return in.TLS.Mode })},
		{flag: "tls-contact", text: "Mail address for the certificate authority", usual: full(func(in *Inputs) string { return in.TLS.Contact }), when: kind("acme")},
		{flag: "tls-certificate", text: "PEM file of the certificate", usual: full(func(in *Inputs) string { return in.TLS.Certificate }), when: kind("files")},
		{flag: "tls-key", text: "PEM file of its key", usual: full(func(in *Inputs) string { return in.TLS.Key }), when: kind("files")},
		{flag: "trusted", text: "Networks of the proxy, separated by blanks", usual: func(in *Inputs) string { return strings.Join(in.Proxy.Trusted, " ") }, when: kind("proxy"), empty: true},
	}
}

// Ask asks for the inputs that matter most, one a line. Each answer is checked at
// once, and asked for again if it is wrong. What the inputs hold already is the
// default. The error is ErrNoAnswer, or one of the reader or writer.
func Ask(in *Inputs, r io.Reader, w io.Writer) ([]Answer, error) {
	lines := bufio.NewScanner(r)
	var out []Answer
	all := questions()
	for i := range all {
		q := &all[i]
		if q.when != nil && !q.when(in) {
			continue
		}
		a, err := q.ask(in, lines, w)
		if err != nil {
			return out, err
		}
		if len(a.Values) > 0 {
			out = append(out, a)
		}
	}
	return out, nil
}

// ask puts one question until the answer is good.
func (q *question) ask(in *Inputs, lines *bufio.Scanner, w io.Writer) (Answer, error) {
	fields := Fields()
	f := &fields[slices.IndexFunc(fields, func(f Field) bool { return f.Flag == q.flag })]
	usual := q.usual(in)
	prompt := q.text
	if f.Words != nil {
		prompt += " (" + strings.Join(f.Words, ", ") + ")"
	}
	if usual != "" {
		prompt += " [" + usual + "]"
	}
	for {
		if _, err := fmt.Fprint(w, prompt+": "); err != nil {
			return Answer{}, err
		}
		if !lines.Scan() {
			return Answer{}, errors.Join(ErrNoAnswer, lines.Err())
		}
		values, err := q.take(in, f, lines.Text(), usual)
		if err == nil {
			return Answer{q.flag, values}, nil
		}
		if _, err := fmt.Fprintln(w, "  "+err.Error()); err != nil {
			return Answer{}, err
		}
	}
}

// take checks an answer and sets it.
func (q *question) take(in *Inputs, f *Field, line, usual string) ([]string, error) {
	text := strings.TrimSpace(line)
	if text == "" {
		text = usual
	}
	if text == "" && q.empty {
		return nil, nil
	}
	if text == "" {
		return nil, errors.New("an answer is needed")
	}
	values := []string{text}
	if f.List {
		values = strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
	}
	try := *in
	if err := f.Set(&try, values, "--"+f.Flag); err != nil {
		return nil, err
	}
	full := complete(try)
	var problems Problems
	if errors.As(check(&full), &problems) {
		for _, p := range problems {
			if p.Input == f.Name {
				return nil, errors.New(p.Text)
			}
		}
	}
	*in = try
	return values, nil
}

// CommandLine writes answers as arguments that give them again. A secret that
// was given in the place of a macro is hidden: it is refused anyway.
func CommandLine(answers []Answer) string {
	macros := map[string]bool{}
	for _, f := range Fields() {
		macros[f.Flag] = f.Macro
	}
	var b strings.Builder
	b.WriteString("stalcfg generate")
	for _, a := range answers {
		if len(a.Values) == 0 {
			b.WriteString(" --" + a.Flag)
		}
		for _, v := range a.Values {
			if v = redact.URL(v); macros[a.Flag] && !wholeMacro(v) {
				v = redact.Hidden
			}
			b.WriteString(" --" + a.Flag + " " + shellWord(v))
		}
	}
	return b.String()
}

// shellWord puts a word in quotes where a shell would take it apart.
func shellWord(s string) string {
	plain := "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:@%+,="
	if s != "" && strings.Trim(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
