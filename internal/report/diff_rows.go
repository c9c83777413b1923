package report

import (
	"fmt"
	"strings"

	"github.com/stalcfg/stalcfg/internal/redact"
	"github.com/stalcfg/stalcfg/internal/semdiff"
	"github.com/stalcfg/stalcfg/internal/textdiff"
	"github.com/stalcfg/stalcfg/schema"
)

// diffRow is a change put into words, for formats that people read.
type diffRow struct {
	class, mark, key string
	old, new         string     // on one line, "" where there is a body
	place            string     // what stands where a side has nothing
	body             []bodyLine // lists, conditions and long texts
	notes            []string
	exposure         semdiff.Exposure
	opens            string
	child            bool // of the object in the row above
	change           *semdiff.Change
}

// bodyLine is a line of a longer difference; mark is +, - or a blank.
type bodyLine struct {
	mark byte
	text string
}

var kindMarks = [...]string{
	semdiff.Added: "+", semdiff.Removed: "-", semdiff.Changed: "~", semdiff.Moved: ">", semdiff.Restated: "=", semdiff.Unrestated: "=", semdiff.NoEffect: "=",
}

// diffRows puts the changes of a file into rows. The settings of an object that
// came or went stand below a row for the object.
func diffRows(d *semdiff.Diff) []diffRow {
	var out []diffRow
	for i := 0; i < len(d.Changes); {
		c := &d.Changes[i]
		end := i + 1
		if c.Object != "" {
			for end < len(d.Changes) && d.Changes[end].Object == c.Object && d.Changes[end].Kind == c.Kind {
				end++
			}
		}
		if end-i > 1 {
			out = append(out, objectRows(d.Changes[i:end])...)
		} else {
			out = append(out, changeRow(c))
			if d.Old.Absent || d.New.Absent {
				out[len(out)-1].alone(c)
			}
		}
		i = end
	}
	sayOnce(out)
	return out
}

// sayOnce refers to the row that has a longer note first, where others have it
// as well.
func sayOnce(rows []diffRow) {
	const long = 40
	said := map[string]string{}
	for i := range rows {
		r := &rows[i]
		for j, n := range r.notes {
			if len(n) < long {
				continue
			}
			if key := said[n]; key != "" {
				r.notes[j] = "as for " + key
			} else {
				said[n] = r.key
			}
		}
	}
}

// alone writes a setting of a file that came or went without the other side.
func (r *diffRow) alone(c *semdiff.Change) {
	r.notes = nil
	if r.body == nil {
		r.place = inline(sideOf(c))
	}
}

// objectRows is a row for an object and one for each of its settings.
func objectRows(changes []semdiff.Change) []diffRow {
	head := diffRow{mark: kindMarks[changes[0].Kind], key: Clean(changes[0].Object), change: &changes[0]}
	what := "new"
	if changes[0].Kind == semdiff.Removed {
		what = "gone"
	}
	head.place = fmt.Sprintf("%s, %s", what, plural(len(changes), "setting"))
	rows := []diffRow{{}}
	class := semdiff.Unread
	for i := range changes {
		c := &changes[i]
		class = max(class, c.Class)
		r := changeRow(c)
		r.key, r.child = strings.TrimPrefix(r.key, head.key+"."), true
		if c.Exposure > head.exposure {
			head.exposure, head.opens = c.Exposure, Clean(c.Opens)
		}
		r.exposure, r.opens, r.notes, r.class = semdiff.Same, "", nil, ""
		rows = append(rows, r)
	}
	head.class = class.String()
	rows[0] = head
	return rows
}

// changeRow puts one change into words.
func changeRow(c *semdiff.Change) diffRow {
	r := diffRow{class: c.Class.String(), mark: kindMarks[c.Kind], key: Clean(c.Key), exposure: c.Exposure, opens: Clean(c.Opens), change: c}
	if c.OldKey != "" && c.Kind != semdiff.Moved {
		r.notes = append(r.notes, "was "+Clean(c.OldKey))
	}
	switch {
	case c.Kind == semdiff.Moved:
		r.moved(c)
	case c.OnlySecret():
		r.old, r.new = inline(c.Old), inline(c.New)+" (changed)"
	case c.Old != nil && c.New != nil && (c.Old.List || c.New.List || len(c.Gone)+len(c.Come) > 0):
		r.listBody(c)
	default:
		r.sides(c)
	}
	if c.Secret && !c.OnlySecret() {
		r.secretToo()
	}
	switch c.Idle {
	case "old":
		r.notes = append(r.notes, "the server did not read the old name: the value takes hold only now")
	case "new":
		r.notes = append(r.notes, "the server does not read the new name: the value counts no more")
	}
	if c.Why != "" && (c.Class == semdiff.Migration || c.Class == semdiff.Reload) {
		r.notes = append(r.notes, Clean(c.Why))
	}
	if c.Kind == semdiff.Restated || c.Kind == semdiff.Unrestated {
		r.restated(c)
	}
	return r
}

// secretToo tells that what is hidden in the new value changed besides the rest.
func (r *diffRow) secretToo() {
	if r.body == nil {
		r.new += secretTooMark
	}
	for i := range r.body {
		if l := &r.body[i]; l.mark == '+' && strings.Contains(l.text, redact.Hidden) {
			l.text += secretTooMark
		}
	}
}

func (r *diffRow) moved(c *semdiff.Change) {
	r.old, r.new = Clean(c.OldKey), Clean(c.Key)
	switch {
	case c.Reordered:
		r.notes = append(r.notes, "the same settings in another place of the array")
	case c.Members == 1:
		r.notes = append(r.notes, "1 setting goes with it")
	case c.Members > 1:
		r.notes = append(r.notes, plural(c.Members, "setting")+" go with it")
	}
	if len(c.Follows) > 0 {
		r.notes = append(r.notes, "named by "+Clean(strings.Join(c.Follows, ", "))+", which follow")
	}
}

func (r *diffRow) restated(c *semdiff.Change) {
	verb := "the default, written now"
	if c.Kind == semdiff.Unrestated {
		verb = "the default, no longer written"
	}
	if sideOf(c).Unread {
		verb = "the same counts without it"
	} else if c.Default != nil && c.Default.From != "" {
		verb = strings.Replace(verb, "the default", "the value of "+Clean(c.Default.From), 1)
	}
	if c.Scope == schema.Database {
		if c.Kind == semdiff.Restated {
			verb += ": it now outweighs what the database holds"
		} else {
			verb += ": what the database holds counts now, if it has the setting"
		}
	}
	r.old, r.new, r.body, r.notes = "", "", nil, nil
	r.place = inline(sideOf(c)) + "  (" + verb + ")"
}

func sideOf(c *semdiff.Change) *semdiff.Value {
	if c.New != nil {
		return c.New
	}
	return c.Old
}

// sides writes both values on one line where they fit.
func (r *diffRow) sides(c *semdiff.Change) {
	old, now := valueLines(c.Old), valueLines(c.New)
	if c.Old == nil {
		old = nil
	}
	if c.Old == nil || c.New == nil { // a list alone fits on a line more often
		if v := sideOf(c); v.List && len(inline(v)) <= 72 && !strings.Contains(inline(v), "\n") {
			old, now = old[:min(len(old), 1)], now[:min(len(now), 1)]
		}
	}
	short := func(lines []string) bool { return len(lines) <= 1 && len(strings.Join(lines, "")) <= 72 }
	r.old, r.new = inline(c.Old), inline(c.New)
	if c.Old == nil {
		r.old = absent(c)
	}
	if c.New == nil {
		r.new = absent(c)
	}
	if short(old) && short(now) && len(r.old)+len(r.new) <= 100 {
		return
	}
	r.old, r.new = "", ""
	r.body = lineDiff(old, now)
	if c.Old == nil || c.New == nil {
		if text := absent(c); text != "not set" {
			r.notes = append(r.notes, map[bool]string{true: "before: ", false: "now: "}[c.Old == nil]+text)
		}
	}
}

// absent says what counts where a setting is not written.
func absent(c *semdiff.Change) string {
	if c.Object != "" {
		return "not set"
	}
	fall := ""
	if c.Default != nil {
		if fall = inline(&c.Default.Value); !strings.HasSuffix(fall, " default") {
			fall = "default " + fall
		}
		if c.Default.From != "" {
			fall = inline(&c.Default.Value) + " from " + Clean(c.Default.From)
		}
	}
	db := c.Scope == schema.Database && c.Pattern != nil && c.Class != semdiff.Unread
	switch {
	case fall == "" && db:
		return "not set (the database may have it)"
	case fall == "":
		return "not set"
	case db:
		return "not set (database, else " + fall + ")"
	}
	return "not set (" + fall + ")"
}

// listBody lists the values that came and went.
func (r *diffRow) listBody(c *semdiff.Change) {
	for _, p := range c.Gone {
		r.body = append(r.body, bodyLine{'-', partText(p)})
	}
	for _, p := range c.Come {
		r.body = append(r.body, bodyLine{'+', partText(p)})
	}
	if c.Reordered {
		r.body = lineDiff(valueLines(c.Old), valueLines(c.New))
		r.notes = append(r.notes, "the same values in another order")
	}
	if len(r.body) == 2 && r.body[0].mark == '-' && r.body[1].mark == '+' && len(c.Old.Parts) == 1 && len(c.New.Parts) == 1 {
		r.old, r.new, r.body = r.body[0].text, r.body[1].text, nil
	}
}

// inline writes a value on one line.
func inline(v *semdiff.Value) string {
	if v == nil {
		return "not set"
	}
	lines := valueLines(v)
	if v.List {
		return "[" + strings.Join(lines, ", ") + "]"
	}
	return strings.Join(lines, "; ")
}

// valueLines writes a value one text, or one branch, a line.
func valueLines(v *semdiff.Value) []string {
	if v == nil {
		return nil
	}
	var out []string
	for _, p := range v.Parts {
		switch p.Label {
		case "then":
			if n := len(out); n > 0 {
				out[n-1] += " then " + partText(p)
				continue
			}
			out = append(out, "then "+partText(p))
		case "":
			if strings.Contains(strings.TrimRight(p.Text, "\n"), "\n") {
				for _, line := range strings.Split(strings.TrimRight(p.Text, "\n"), "\n") {
					out = append(out, Clean(line))
				}
				continue
			}
			out = append(out, partText(p))
		default:
			out = append(out, p.Label+" "+partText(p))
		}
	}
	return out
}

func partText(p semdiff.Part) string {
	text := Clean(p.Text)
	if text == "" {
		text = `""`
	}
	if p.Note != "" {
		text += " (" + p.Note + ")"
	}
	return text
}

// lineDiff compares texts line by line.
func lineDiff(old, now []string) []bodyLine {
	join := func(lines []string) []byte {
		if len(lines) == 0 {
			return nil
		}
		return []byte(strings.Join(lines, "\n") + "\n")
	}
	var out []bodyLine
	for _, line := range strings.Split(textdiff.Unified("a", "b", join(old), join(now), 1), "\n") {
		if line == "" || strings.HasPrefix(line, "--- a") && len(out) == 0 || strings.HasPrefix(line, "+++ b") && len(out) == 0 {
			continue
		}
		if line[0] == '@' {
			if len(out) > 0 {
				out = append(out, bodyLine{' ', "…"})
			}
			continue
		}
		out = append(out, bodyLine{line[0], line[1:]})
	}
	return out
}
