package lint

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
	"github.com/stalcfg/stalcfg/schema/history"
)

// guessTarget tells from a file's keys which release it is for: the newest
// that its keys fit. A file that says nothing is for the newest TOML line.
func guessTarget(set *settings.Set) (schema.Version, string, history.Guess) {
	if !manyUnread(set) { // olderForSure could not say yes
		return schema.Latest(), "newest TOML release", history.Guess{}
	}
	g := history.Detect(
		func(yield func(string) bool) {
			all := set.All()
			for i := range all {
				if !yield(all[i].Key) {
					return
				}
			}
		},
		set.Value,
	)
	v := schema.Version{Major: g.Max.Major, Minor: g.Max.Minor, Patch: g.Max.Patch}
	if v.IsZero() || !v.Before(schema.Latest()) || !olderForSure(set, g.Max) {
		return schema.Latest(), "newest TOML release", history.Guess{}
	}
	var keys []string
	for _, r := range g.Reasons {
		if len(keys) < 3 {
			keys = append(keys, r.Key)
		}
	}
	return v, "told from " + strings.Join(keys, ", "), g
}

// foreign reports whether the command line asks for another release than the
// one the file is kept for, as before an upgrade: what its comments hide then
// says nothing about them.
func (l *Linter) foreign(r *Result) bool {
	if l.opts.Target.IsZero() {
		return false
	}
	own := r.declared
	if own.IsZero() {
		own = l.opts.Fallback.Target
	}
	if own.IsZero() {
		v, _, guess := guessTarget(r.Set)
		if len(guess.Reasons) == 0 {
			return false // the file says nothing of a release: the flag does
		}
		own = v
	}
	return own.Line() != r.Target.Line()
}

// enoughGone is how many settings that the newest release does not read make an
// older file.
const enoughGone = 3

// manyUnread reports whether a file has at least that many settings that the
// newest release does not read: cheap to tell, and false for most files.
func manyUnread(set *settings.Set) bool {
	gone := 0
	all := set.All()
	for i := range all {
		if set.Live(&all[i]) {
			continue
		}
		if gone++; gone >= enoughGone {
			return true
		}
	}
	return false
}

// olderForSure demands that a file has several settings that only the older
// release reads, and none that only the newest one reads: one leftover must not
// hide what the newest release would ignore.
func olderForSure(set *settings.Set, old history.Version) bool {
	gone := 0
	all := set.All()
	for i := range all {
		key := all[i].Key
		now := set.Live(&all[i])
		then := readThen(key, old)
		if now && !then {
			return false
		}
		if then && !now {
			gone++
		}
	}
	return gone >= enoughGone
}

// readThen reports whether a release reads a key or anything it stands below.
func readThen(key string, v history.Version) bool {
	for name := key; ; {
		if history.ReadBy(name, v) {
			return true
		}
		i := strings.LastIndexByte(name, '.')
		if i < 0 || !strings.Contains(name[:i], ".") {
			return false
		}
		name = name[:i]
	}
}
