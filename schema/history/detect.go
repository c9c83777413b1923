package history

import "strings"

// Confidence says how much a Guess rests on.
type Confidence uint8

// The degrees of confidence.
const (
	None   Confidence = iota // nothing in the file tells releases apart
	Low                      // a wide range, or settings that contradict each other
	Medium                   // one marker, or a range over a few lines
	High                     // several markers agree on one or two lines
)

// String is the degree in lower case.
func (c Confidence) String() string { return [...]string{"none", "low", "medium", "high"}[c] }

// Reason is a setting that narrows a Guess, or contradicts it.
type Reason struct {
	Key  string
	Text string
}

// Guess is the range of releases a file fits best.
type Guess struct {
	Min, Max   Version
	Line       string // the line to check it as: that of Max
	Confidence Confidence
	Reasons    []Reason // what sets Min and Max
	Leftovers  []Reason // settings no release of the range reads, but another does
}

// marker is one observation: these releases fit.
type marker struct {
	key  string
	fit  mask
	text string // for a value, empty for a name
}

// weight of a value marker against a name: syntax is not left over by accident.
const weight = 2

// Detect dates a file. each must call its argument for every flattened name of
// the file; value gives the text of one, and may answer false. Of several runs
// of releases that fit equally well the newest is reported; a file that says
// nothing fits every release and so is checked as the newest line.
func Detect(each func(yield func(key string) bool), value func(key string) (string, bool)) Guess {
	markers := make([]marker, 0, 96)
	each(func(key string) bool {
		fit, k := fits(key)
		if fit != (mask{}) && !ambiguous(key) {
			markers = append(markers, marker{key: key, fit: fit})
		}
		if m, ok := fromValue(key, k, value); ok {
			markers = append(markers, m)
		}
		return true
	})
	var score [len(releases)]int
	for i := range markers {
		w := 1
		if markers[i].text != "" {
			w = weight
		}
		for r := range score {
			if markers[i].fit.has(r) {
				score[r] += w
			}
		}
	}
	lo, hi := bestRun(&score, floor(markers))
	return judge(markers, lo, hi)
}

// floor is the first release that can have been in the writer's mind: an old
// setting may be left over from earlier days, but nobody writes a setting
// before it exists. Values do not count: a word may be a chosen name.
func floor(markers []marker) int {
	lowest := 0
	for i := range markers {
		if m := &markers[i]; m.text == "" {
			first, _ := m.fit.ends()
			lowest = max(lowest, first)
		}
	}
	return lowest
}

// bestRun is the newest run of releases from lowest on with the highest score.
// A single point does not outweigh the newest release: one setting left over,
// or made up, does not make an old file.
func bestRun(score *[len(releases)]int, lowest int) (lo, hi int) {
	hi = lowest
	for i := lowest; i < len(score); i++ {
		if score[i] >= score[hi] {
			hi = i
		}
	}
	if newest := len(score) - 1; score[newest] >= score[hi]-1 {
		hi = newest
	}
	for lo = hi; lo > lowest && score[lo-1] >= score[hi]; lo-- {
		continue
	}
	return lo, hi
}

// judge words the result: the markers that end the range, those that disagree.
func judge(markers []marker, lo, hi int) Guess {
	g := Guess{Min: releases[lo], Max: releases[hi], Line: releases[hi].Line()}
	support := 0
	var below, above bool
	for i := range markers {
		m := &markers[i]
		if !m.fit.has(hi) && !m.fit.has(lo) {
			g.Leftovers = append(g.Leftovers, Reason{m.key, m.words()})
			continue
		}
		first, last := m.fit.ends()
		b, a := lo > 0 && first >= lo, last <= hi && hi < len(releases)-1
		if b || a {
			support++
		}
		if b && !below || a && !above {
			g.Reasons = append(g.Reasons, Reason{m.key, m.words()})
			below, above = below || b, above || a
		}
	}
	g.Confidence = grade(releases[lo], releases[hi], support, len(g.Leftovers))
	return g
}

func grade(lo, hi Version, support, against int) Confidence {
	lines := hi.Minor - lo.Minor
	switch {
	case support == 0:
		return None
	case against > support || lines > 5:
		return Low
	case support > 1 && lines <= 1 && against == 0:
		return High
	}
	return Medium
}

// words says what the marker tells.
func (m *marker) words() string {
	first, last := m.fit.ends()
	during := "from " + releases[first].String() + " to " + releases[last].String()
	switch {
	case first == last:
		during = "in " + releases[first].String() + " only"
	case last == len(releases)-1:
		during = "since " + releases[first].String()
	case first == 0:
		during = "up to " + releases[last].String()
	}
	if m.text != "" {
		return m.text + " (" + during + ")"
	}
	return "read " + during
}

// ambiguous names say nothing about the release: server.hostname is read to
// 0.6 and again from 0.11.2, but people kept writing it in between.
func ambiguous(name string) bool { return name == "server.hostname" }

// fits gives the releases that read the name, or carry it unread, and the kind
// of the newest setting it stands for.
func fits(name string) (mask, kind) {
	var fit mask
	var k kind
	keys(name, func(row *keyRow) bool {
		k = row.kind
		for i := range row.read {
			fit.add(row.read[i])
			if !outdated(row, row.seen[i]) {
				fit.add(row.seen[i])
			}
		}
		return true
	})
	return fit, k
}

// outdated reports whether a setting 0.15 ignores is only known there from the
// forms that were made for 0.14, the last release to read it: those forms are
// older than 0.15, so the setting does tell the two apart.
func outdated(row *keyRow, seen span) bool {
	first := at(Version{0, 15, 0})
	return int(seen.from) == first && row.readAt(first-1)
}

// mask is a set of releases by index.
type mask [2]uint64

func (m *mask) has(i int) bool { return m[i>>6]>>(i&63)&1 == 1 }

func (m *mask) add(s span) {
	for i := int(s.from); i < int(s.to); i++ {
		m[i>>6] |= 1 << (i & 63)
	}
}

// ends gives the first and the last release of a set that is not empty.
func (m *mask) ends() (first, last int) {
	for !m.has(first) {
		first++
	}
	for last = len(releases) - 1; !m.has(last); last-- {
		continue
	}
	return first, last
}

// between is the set of releases from one to another, both included.
func between(from, to Version) mask {
	var m mask
	m.add(span{uint8(at(from)), uint8(at(to) + 1)})
	return m
}

// hasWord reports whether word stands in text as a whole name.
func hasWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		i += at
		end := i + len(word)
		if (i == 0 || !nameByte(text[i-1])) && (end == len(text) || !nameByte(text[end])) {
			return true
		}
		at = end
	}
}

func nameByte(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
