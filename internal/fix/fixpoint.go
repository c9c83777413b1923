package fix

import (
	"errors"
	"fmt"
	"slices"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
)

// Rounds is how often a file is linted and mended at most.
const Rounds = 10

// Options say how Fixpoint works.
type Options struct {
	Generation dialect.Generation // of the server whose reading is compared
	Unsafe     bool               // mends that change the effective configuration too
	Rounds     int                // 0 means Rounds
}

// Mend is one mend that was carried out, or refused.
type Mend struct {
	Code, Name string // of the rule
	Title      string // of the mend
	Key        string // flattened key the finding is about, or ""
	Line       int    // where it stood, from 1, in the file of its round
	Err        error  // why it was refused; nil when it was carried out
}

// Error says which rule's mend was refused and why.
func (m Mend) Error() string {
	return fmt.Sprintf("%s %s: %q in line %d is refused: %v", m.Code, m.Name, m.Title, m.Line, m.Err)
}

// Result is what mending made of a file.
type Result struct {
	Data    []byte
	Mended  []Mend
	Refused []Mend
	Rounds  int  // that changed something
	Settled bool // a further round would change nothing
}

// Fixpoint lints and mends until nothing more is to be done. Every step is
// proved on the settings before it is taken: mends that would change more than
// they intend are refused, and the file stays without them.
func Fixpoint(lint func(data []byte) []diag.Finding, data []byte, o Options) Result {
	limit := o.Rounds
	if limit <= 0 {
		limit = Rounds
	}
	r := run{opts: o, lint: lint, refused: map[string]bool{}}
	r.Data = data
	for r.Rounds < limit {
		if !r.round() {
			r.Settled = true
			return r.Result
		}
		r.Rounds++
	}
	r.Settled = len(r.candidates()) == 0
	return r.Result
}

type run struct {
	Result
	opts    Options
	lint    func([]byte) []diag.Finding
	refused map[string]bool // by identity of the finding
}

// candidates gives the findings whose mends may be tried and go together.
func (r *run) candidates() []diag.Finding {
	all := slices.DeleteFunc(slices.Clone(r.lint(r.Data)), func(f diag.Finding) bool {
		return f.Fix == nil || r.refused[identity(&f)]
	})
	var out []diag.Finding
	for _, i := range Merge(all, r.opts.Unsafe) {
		out = append(out, all[i])
	}
	return out
}

// identity tells findings apart from round to round.
func identity(f *diag.Finding) string {
	return f.Code + "\x00" + f.Print() + "\x00" + f.Key + "\x00" + f.Message
}

// round mends what it can and reports whether the file changed.
func (r *run) round() bool {
	for {
		chosen := r.candidates()
		if len(chosen) == 0 {
			return false
		}
		before := read(r.Data, r.opts.Generation)
		if after, err := try(before, r.opts.Generation, chosen); err == nil {
			r.take(before, after, chosen)
			return true
		}
		if good := r.sift(before, chosen); len(good) > 0 {
			after, err := try(before, r.opts.Generation, good)
			if err != nil { // each does alone, not all together
				good = good[:1]
				after, _ = try(before, r.opts.Generation, good)
			}
			r.take(before, after, good)
			return true
		}
	}
}

// sift tries each mend alone and refuses those that do more than they intend.
func (r *run) sift(before *state, chosen []diag.Finding) []diag.Finding {
	var good []diag.Finding
	for i := range chosen {
		f := &chosen[i]
		if _, err := try(before, r.opts.Generation, chosen[i:i+1]); err != nil {
			r.refused[identity(f)] = true
			r.Refused = append(r.Refused, mend(before, f, err))
			continue
		}
		good = append(good, *f)
	}
	return good
}

// take makes the result of a step the file.
func (r *run) take(before, after *state, done []diag.Finding) {
	for i := range done {
		r.Mended = append(r.Mended, mend(before, &done[i], nil))
	}
	r.Data = after.data
}

func mend(before *state, f *diag.Finding, err error) Mend {
	return Mend{Code: f.Code, Name: f.Name, Title: f.Fix.Title, Key: f.Key, Line: before.doc.File.Line(f.Span.Start), Err: err}
}

// try carries out mends and proves the result.
func try(before *state, gen dialect.Generation, chosen []diag.Finding) (*state, error) {
	s := step{before: before}
	var edits []diag.Edit
	for i := range chosen {
		s.fixes = append(s.fixes, chosen[i].Fix)
		edits = append(edits, chosen[i].Fix.Edits...)
	}
	data, err := Apply(before.data, edits)
	if err != nil {
		return nil, err
	}
	s.after = read(data, gen)
	if e := s.after.doc.Errors; len(e) > 0 && e[0].Kind == dialect.ErrTooLarge {
		return nil, errors.New("the result is too large to be checked")
	}
	return s.after, s.check()
}
