package generate

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/edit"
	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

// MergeOptions say how a plan is merged into a file.
type MergeOptions struct {
	Force bool     // the plan wins over what a person wrote
	Only  []string // sections, all if empty
}

// Fate is what becomes of a setting in which a file and a plan differ.
type Fate uint8

// The fates. Those named Kept… leave the file as it is.
const (
	Added      Fate = iota // the file does not have it
	Updated                // it is as stalcfg wrote it, and the inputs changed
	Dropped                // it is as stalcfg wrote it, and no longer in the plan
	Overridden             // a person wrote it, and Force is set
	KeptEdit               // stalcfg wrote it, and a person changed it
	KeptOwn                // a person wrote it
	KeptGone               // stalcfg wrote it, and a person took it out
	KeptOther              // a person decided for others in its place; Key is a group, as server.listener.pop3
	KeptForm               // it cannot be changed in place
)

// Kept reports whether the file stays as it is.
func (f Fate) Kept() bool { return f >= KeptEdit }

// Difference is a setting in which a file and a plan differ. Texts are masked
// where they are secret.
type Difference struct {
	Key   string
	Fate  Fate
	Line  int    // where the file has it, from 1; 0 if it does not
	Now   string // in the file, "" if nowhere
	Want  string // in the plan, "" if nowhere
	Cause string // why it cannot be changed in place
}

// String says it in one line.
func (d Difference) String() string {
	switch d.Fate {
	case Added:
		return fmt.Sprintf("%s is missing, the plan has %s", d.Key, d.Want)
	case Updated:
		return fmt.Sprintf("%s is %s, the plan has %s", d.Key, d.Now, d.Want)
	case Dropped:
		return fmt.Sprintf("%s is %s, the plan has it no more", d.Key, d.Now)
	case Overridden:
		return fmt.Sprintf("%s is %s by hand, the plan has %s", d.Key, d.Now, or(d.Want, "it no more"))
	case KeptEdit:
		return fmt.Sprintf("%s was changed by hand to %s, the plan has %s", d.Key, d.Now, or(d.Want, "it no more"))
	case KeptOwn:
		return fmt.Sprintf("%s is %s, which stalcfg did not write; the plan has %s", d.Key, d.Now, d.Want)
	case KeptGone:
		return fmt.Sprintf("%s was removed by hand, the plan has %s", d.Key, d.Want)
	}
	if d.Fate == KeptOther {
		return fmt.Sprintf("%s is in the plan and not in the file, which has others in its place", d.Key)
	}
	return fmt.Sprintf("%s is %s, the plan has %s, but %s", d.Key, or(d.Now, "missing"), or(d.Want, "it no more"), d.Cause)
}

// Merged is a file after a merge.
type Merged struct {
	Data        []byte
	Differences []Difference // in the order of the plan, then what is no longer in it
}

// Matches reports whether the file has what the plan says.
func (m *Merged) Matches() bool { return len(m.Differences) == 0 }

// Merge carries a plan into a file that the server accepts: it changes only the
// settings of the plan, in place. What a person wrote stays unless Force is set,
// and is reported. The file carries a mark of what stalcfg wrote, so that a
// later merge can tell the two apart. The error is about a section that does not
// exist, or edit.ErrRefused.
func Merge(p *Plan, doc *dialect.Document, o MergeOptions) (*Merged, error) {
	if err := checkSections(o.Only); err != nil {
		return nil, err
	}
	if !doc.Accepted() {
		return nil, edit.ErrRefused
	}
	m := newMerger(p, doc, o)
	m.decide()
	data, err := m.apply()
	if err != nil {
		return nil, err
	}
	if m.mark.present {
		data = m.comments(data)
	}
	after := dialect.Parse(source.New(doc.File.Name, data), doc.Generation)
	return &Merged{Data: setMark(after, m.mark, m.marks()), Differences: m.found}, nil
}

// merger works out what is to change.
type merger struct {
	plan     *Plan
	opts     MergeOptions
	doc      *dialect.Document
	set      *settings.Set
	mark     mark
	settings []Setting               // of the plan, under the names that the file has for them
	lines    map[string]int          // where settings of the file stand
	now      map[string][]edit.Piece // what the file has
	changes  []edit.Change
	found    []Difference
	spared   []string        // settings that stalcfg wrote and the plan no longer has
	absent   map[string]bool // groups of the plan that the file has no use for
}

func newMerger(p *Plan, doc *dialect.Document, o MergeOptions) *merger {
	m := &merger{plan: p, opts: o, doc: doc, set: settings.FromDocument(doc), mark: readMark(doc), lines: map[string]int{}}
	for i := range doc.Entries {
		e := &doc.Entries[i]
		if base := edit.Base(e.Key); m.lines[base] == 0 {
			m.lines[base] = doc.File.Line(e.KeySpan.Start)
		}
	}
	m.settings = m.underFileNames(p.Settings)
	keys := make([]string, 0, len(m.lines)+len(m.settings))
	for key := range m.lines {
		keys = append(keys, key)
	}
	for i := range m.settings {
		keys = append(keys, m.settings[i].Key)
	}
	m.now = edit.PiecesOf(doc, keys...)
	return m
}

// selected reports whether a setting is to be merged.
func (m *merger) selected(s *Setting) bool {
	return len(m.opts.Only) == 0 || slices.Contains(m.opts.Only, s.Section)
}

// decide compares file, plan and mark.
func (m *merger) decide() {
	m.leaveOut()
	known, reported := map[string]bool{}, map[string]bool{}
	for i := range m.settings {
		s := &m.settings[i]
		known[s.Key] = true
		if !m.selected(s) {
			continue
		}
		if g := group(s.Key); m.absent[g] {
			if !reported[g] {
				m.found = append(m.found, Difference{Key: g, Fate: KeptOther})
			}
			reported[g] = true
			continue
		}
		now, found := m.now[s.Key]
		want := m.wanted(s, now, found)
		same := found && slices.Equal(canonical(s.Key, now), canonical(s.Key, want.Pieces()))
		if same || !found && s.Default {
			continue
		}
		m.differ(s, now, found, &want)
	}
	if len(m.opts.Only) == 0 {
		m.dropped(known)
	}
}

// differ decides about one setting in which file and plan differ.
func (m *merger) differ(s *Setting, now []edit.Piece, found bool, want *edit.Value) {
	d := Difference{Key: s.Key, Line: m.lines[s.Key], Want: shown(s.Key, want.Pieces())}
	if found {
		d.Now = shown(s.Key, now)
		d.Now, d.Want = shortened(s.Key, now, want.Pieces(), d)
	}
	switch ours := m.mark.knows(s.Key); {
	case !found && (!ours || m.opts.Force):
		d.Fate = Added
	case !found:
		d.Fate = KeptGone
	case m.mark.wrote(s.Key, canonical(s.Key, now)) || s.Key == localKeys:
		d.Fate = Updated
	case m.opts.Force:
		d.Fate = Overridden
	case ours:
		d.Fate = KeptEdit
	default:
		d.Fate = KeptOwn
	}
	m.found = append(m.found, d)
	switch {
	case d.Fate.Kept():
	case s.Default: // the server has the value without the setting
		m.changes = append(m.changes, edit.Change{Key: s.Key})
	default:
		table, _ := split(s.Key)
		c := edit.Change{Key: s.Key, Value: want, Table: table}
		if s.Accept != "" && !found {
			c.Comment = strings.TrimPrefix(s.ignore(), "# ")
		}
		m.changes = append(m.changes, c)
	}
}

// dropped finds what stalcfg wrote and the plan no longer has. A store or
// directory that a setting of the file goes on naming stays.
func (m *merger) dropped(known map[string]bool) {
	leaving := map[string]bool{}
	for key := range m.lines {
		if !known[key] && m.mark.knows(key) {
			leaving[key] = true
			m.spared = append(m.spared, key)
		}
	}
	slices.Sort(m.spared)
	named := m.named(leaving)
	for _, key := range m.spared {
		now := m.now[key]
		d := Difference{Key: key, Fate: Dropped, Line: m.lines[key], Now: shown(key, now)}
		switch {
		case named[group(key)]:
			d.Fate, d.Cause = KeptForm, "a setting that stays names "+group(key)
		case !m.mark.wrote(key, canonical(key, now)) && m.opts.Force:
			d.Fate = Overridden
		case !m.mark.wrote(key, canonical(key, now)):
			d.Fate = KeptEdit
		}
		m.found = append(m.found, d)
		if !d.Fate.Kept() {
			m.changes = append(m.changes, edit.Change{Key: key})
		}
	}
}

// apply carries out the changes. One that has no place in the file is left out
// and reported.
func (m *merger) apply() ([]byte, error) {
	for len(m.changes) > 0 {
		data, err := edit.Apply(m.doc, m.changes...)
		var why *edit.ChangeError
		if !errors.As(err, &why) {
			return data, err
		}
		i := slices.IndexFunc(m.changes, func(c edit.Change) bool { return c.Key == why.Key })
		if i < 0 {
			return nil, err
		}
		m.changes = slices.Delete(m.changes, i, i+1)
		for j := range m.found {
			if d := &m.found[j]; d.Key == why.Key {
				d.Fate, d.Cause = KeptForm, why.Why
			}
		}
	}
	return m.doc.File.Data, nil
}

// shown is a value on one line for people, without secrets.
func shown(key string, pieces []edit.Piece) string {
	parts := make([]string, len(pieces))
	for i, p := range pieces {
		if parts[i] = redact.Value(key, p.Text); parts[i] == "" {
			parts[i] = `""`
		}
		if p.Word != "" {
			parts[i] = p.Word + " " + parts[i]
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// shortened gives both sides of a difference; of long lists only the elements
// that the other side lacks.
func shortened(key string, now, want []edit.Piece, d Difference) (string, string) {
	const long = 6
	lacks := func(a, b []edit.Piece) string {
		var out []edit.Piece
		for _, p := range a {
			if !slices.Contains(b, p) {
				out = append(out, p)
			}
		}
		if len(out) == 0 {
			return "without the others"
		}
		return "with " + strings.Trim(shown(key, out), "[]")
	}
	if len(now) < long || len(want) < long || lacks(now, want) == lacks(want, now) {
		return d.Now, d.Want
	}
	return "a list " + lacks(now, want), "one " + lacks(want, now)
}

// checkSections refuses names that are no section.
func checkSections(names []string) error {
	for _, s := range names {
		if !slices.Contains(Sections(), s) {
			return fmt.Errorf("%q is no section: use %s", s, schema.OrList(Sections()))
		}
	}
	return nil
}
