package textdiff

import (
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Kind says on which side a part stands.
type Kind uint8

// The kinds of part.
const (
	Equal  Kind = iota // on both sides
	Delete             // in the old text only
	Insert             // in the new text only
)

// op is one line of the comparison. Equal lines have both numbers, the others
// only that of their side; numbers count from 0.
type op struct {
	kind     Kind
	old, new int
}

// splitLines cuts a text behind its line feeds. Lines keep theirs; the last one
// has none where the text does not end with one.
func splitLines(b []byte) []string {
	if len(b) == 0 {
		return nil
	}
	lines := strings.SplitAfter(string(b), "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// maxGap bounds the product of the line counts of the two sides of a gap that
// is compared in detail; above it the whole gap counts as replaced. Comparing
// takes time in proportion to that product where nothing is alike.
const maxGap = 25_000_000

// compare lists the lines of both texts in order. Lines that occur once on each
// side hold the comparison in place, and go-diff compares what lies between.
func compare(old, new []string) []op {
	c := comparison{old: old, new: new, ops: make([]op, 0, max(len(old), len(new)))}
	i, j := 0, 0
	for i < len(old) && i < len(new) && old[i] == new[i] {
		c.equal(i, i)
		i++
	}
	j = i
	endOld, endNew := len(old), len(new)
	for endOld > i && endNew > j && old[endOld-1] == new[endNew-1] {
		endOld, endNew = endOld-1, endNew-1
	}
	for _, a := range anchors(old[i:endOld], new[j:endNew], i, j) {
		if a.old < i || a.new < j {
			continue // taken by the run before
		}
		for a.old > i && a.new > j && old[a.old-1] == new[a.new-1] {
			a.old, a.new = a.old-1, a.new-1
		}
		c.gap(i, a.old, j, a.new)
		i, j = a.old, a.new
		for i < endOld && j < endNew && old[i] == new[j] {
			c.equal(i, j)
			i, j = i+1, j+1
		}
	}
	c.gap(i, endOld, j, endNew)
	for ; endOld < len(old); endOld, endNew = endOld+1, endNew+1 {
		c.equal(endOld, endNew)
	}
	return c.ops
}

type comparison struct {
	old, new []string
	ops      []op
}

func (c *comparison) equal(i, j int) { c.ops = append(c.ops, op{Equal, i, j}) }

func (c *comparison) deleted(i, end int) {
	for ; i < end; i++ {
		c.ops = append(c.ops, op{kind: Delete, old: i})
	}
}

func (c *comparison) inserted(j, end int) {
	for ; j < end; j++ {
		c.ops = append(c.ops, op{kind: Insert, new: j})
	}
}

// gap compares the lines [i,endOld) with [j,endNew).
func (c *comparison) gap(i, endOld, j, endNew int) {
	if i == endOld || j == endNew || (endOld-i)*(endNew-j) > maxGap {
		c.deleted(i, endOld)
		c.inserted(j, endNew)
		return
	}
	for _, d := range diffRunes(intern(c.old[i:endOld], c.new[j:endNew])) {
		n := len([]rune(d.Text))
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			for ; n > 0; n-- {
				c.equal(i, j)
				i, j = i+1, j+1
			}
		case diffmatchpatch.DiffDelete:
			c.deleted(i, i+n)
			i += n
		default:
			c.inserted(j, j+n)
			j += n
		}
	}
}

// intern writes texts as runes, equal texts as the same rune. Surrogates are
// left out because they do not survive in a Go string.
func intern(old, new []string) (x, y []rune) {
	known := make(map[string]rune, len(old)+len(new))
	convert := func(texts []string) []rune {
		out := make([]rune, len(texts))
		for i, s := range texts {
			r, ok := known[s]
			if !ok {
				if r = rune(len(known) + 1); r >= 0xd800 {
					r += 0x800
				}
				known[s] = r
			}
			out[i] = r
		}
		return out
	}
	return convert(old), convert(new)
}

// diffRunes runs go-diff without its clock, which would make the result depend
// on how busy the machine is.
func diffRunes(x, y []rune) []diffmatchpatch.Diff {
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0
	return dmp.DiffMainRunes(x, y, false)
}
