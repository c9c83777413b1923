package textdiff

import (
	"fmt"
	"strings"
)

// Context is the usual number of unchanged lines around a change.
const Context = 3

// Show gives the text of a line for display; number counts from 0, old tells
// the side, and the text ends with its line feed where the line has one. What
// it returns must keep the line feed.
type Show func(old bool, number int, text string) string

// Unified writes the difference of two texts in the unified format, with as
// many unchanged lines around each change as context says. It is empty when the
// texts are equal. Names stand in the header as they are: git expects a/ and b/
// before them, and /dev/null for a text that does not exist.
func Unified(oldName, newName string, old, new []byte, context int) string {
	return UnifiedShown(oldName, newName, old, new, context, nil)
}

// UnifiedShown is Unified with every line passed through show, which may hide
// parts of it. The texts are compared as they are. A nil show changes nothing.
func UnifiedShown(oldName, newName string, old, new []byte, context int, show Show) string {
	u := unified{old: splitLines(old), new: splitLines(new), show: show}
	ops := compare(u.old, u.new)
	hunks := group(ops, max(context, 0))
	if len(hunks) == 0 {
		return ""
	}
	fmt.Fprintf(&u.out, "--- %s\n+++ %s\n", headerName(oldName), headerName(newName))
	for _, h := range hunks {
		u.hunk(ops, h)
	}
	return u.out.String()
}

type unified struct {
	old, new []string
	show     Show
	out      strings.Builder

	counted          int // ops before this one are in these counts
	lineOld, lineNew int
}

// group gives the ranges of ops that make a hunk each: changes with the lines
// around them, joined where those touch.
func group(ops []op, context int) [][2]int {
	var out [][2]int
	for i := range ops {
		if ops[i].kind == Equal {
			continue
		}
		start, end := max(i-context, 0), min(i+1+context, len(ops))
		if n := len(out); n > 0 && start <= out[n-1][1] {
			out[n-1][1] = end
		} else {
			out = append(out, [2]int{start, end})
		}
	}
	return out
}

// hunk writes one hunk. Deleted lines come before inserted ones.
func (u *unified) hunk(ops []op, h [2]int) {
	u.countTo(ops, h[0])
	startOld, startNew := u.lineOld, u.lineNew
	u.countTo(ops, h[1])
	fmt.Fprintf(&u.out, "@@ -%s +%s @@\n", lineRange(startOld, u.lineOld-startOld), lineRange(startNew, u.lineNew-startNew))
	for i := h[0]; i < h[1]; {
		if ops[i].kind == Equal {
			u.line(' ', true, ops[i].old)
			i++
			continue
		}
		end := i
		for end < h[1] && ops[end].kind != Equal {
			end++
		}
		for _, o := range ops[i:end] {
			if o.kind == Delete {
				u.line('-', true, o.old)
			}
		}
		for _, o := range ops[i:end] {
			if o.kind == Insert {
				u.line('+', false, o.new)
			}
		}
		i = end
	}
}

// countTo counts the lines of both sides before an op.
func (u *unified) countTo(ops []op, end int) {
	for _, o := range ops[u.counted:end] {
		if o.kind != Insert {
			u.lineOld++
		}
		if o.kind != Delete {
			u.lineNew++
		}
	}
	u.counted = end
}

func (u *unified) line(mark byte, old bool, number int) {
	lines := u.new
	if old {
		lines = u.old
	}
	text := lines[number]
	whole := strings.HasSuffix(text, "\n")
	if u.show != nil {
		text = u.show(old, number, text)
	}
	u.out.WriteByte(mark)
	u.out.WriteString(text)
	if !whole {
		u.out.WriteString("\n\\ No newline at end of file\n")
	}
}

// lineRange writes where a hunk stands: lines count from 1, and an empty range
// names the line before it.
func lineRange(start, n int) string {
	switch n {
	case 0:
		return fmt.Sprintf("%d,0", start)
	case 1:
		return fmt.Sprint(start + 1)
	}
	return fmt.Sprintf("%d,%d", start+1, n)
}

// headerName writes a file name so that git reads it back: in quotes where it
// has a quote, a backslash or a control character, and with a tab behind it
// where it has a blank, because patch would end it there.
func headerName(name string) string {
	odd := func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 0x7f }
	if strings.IndexFunc(name, odd) < 0 {
		if strings.Contains(name, " ") {
			name += "\t"
		}
		return name
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
