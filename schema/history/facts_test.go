package history

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

const facts = "../../../shared/stalwart/history/"

func loadFacts(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(facts + name)
	if err != nil {
		t.Skip("the researched facts are not here: ", err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

func parse(t *testing.T, tag string) Version {
	t.Helper()
	i := slices.IndexFunc(releases[:], func(v Version) bool { return "v"+v.String() == tag })
	if i < 0 {
		t.Fatalf("%s is not a release", tag)
	}
	return releases[i]
}

// TestFactsLifetimes compares every setting and every release.
func TestFactsLifetimes(t *testing.T) {
	var f struct {
		Lifetimes map[string][][2]string
		Versions  map[string]struct {
			Keys         map[string]struct{ Default any }
			SeenUnread   map[string]json.RawMessage `json:"seen_but_unread"`
			LocalPattern []string                   `json:"local_key_patterns"`
			ValueSets    map[string][]string        `json:"value_sets"`
		}
	}
	loadFacts(t, "keys_by_version.json", &f)
	read := map[string]int{}
	for name, spans := range f.Lifetimes {
		for _, v := range releases {
			want := false
			for _, s := range spans {
				want = want || parse(t, s[0]).Compare(v) <= 0 && parse(t, s[1]).Compare(v) >= 0
			}
			if want {
				read[v.String()]++
			}
			// A pattern may also fit a setting with a chosen name in that place.
			if got := ReadBy(name, v); got != want && (want || !wider(name, v)) {
				t.Errorf("ReadBy(%q, %v) = %v, want %v", name, v, got, want)
			}
		}
	}
	for tag, line := range f.Versions {
		v, n := parse(t, tag), 0
		Settings(v, func(string) bool { n++; return true })
		if n != len(line.Keys) || n != read[v.String()] {
			t.Errorf("%s reads %d settings, the table has %d", tag, len(line.Keys), n)
		}
		for name, k := range line.Keys {
			want, single := k.Default.(string)
			if got, _ := DefaultAt(name, v); single && !strings.HasPrefix(want, "<unset") && got != want {
				t.Errorf("%s: default of %s is %q, want %q", tag, name, got, want)
			}
		}
		for name := range line.SeenUnread {
			if _, known := f.Lifetimes[name]; known && !ReadBy(name, v) && !IgnoredBy(name, v) {
				t.Errorf("%s: %s is shown but unread", tag, name)
			}
		}
		if got := LocalPatterns(v); !slices.Equal(got, line.LocalPattern) && len(got)+len(line.LocalPattern) > 0 {
			t.Errorf("%s: local patterns %v, want %v", tag, got, line.LocalPattern)
		}
		for setting, want := range line.ValueSets {
			group, _, _ := strings.Cut(setting, ".")
			switch group {
			case "server":
				group = "listener"
			case "global":
				group = "tracer"
			}
			got := Types(v, group)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s: %s takes %v, want %v", tag, setting, got, want)
			}
		}
	}
}

// wider reports whether release v reads a setting whose chosen name or free
// part covers the name.
func wider(name string, v Version) bool {
	hit := false
	Settings(v, func(p string) bool {
		a, b := strings.Split(p, "."), strings.Split(name, ".")
		fits := len(a) <= len(b)
		for i := 0; fits && i < len(a); i++ {
			fits = a[i] == "*" || a[i] == b[i]
		}
		hit = fits && p != name
		return !hit
	})
	return hit
}

// TestFactsChanges checks the counts, and that each change holds: names that
// went away are not read by the release, new names are.
func TestFactsChanges(t *testing.T) {
	var f []struct{ Version, Kind, Source string }
	loadFacts(t, "changes.json", &f)
	want := 0
	for _, c := range f {
		if c.Version != "v0.16.0" && (c.Kind != "added" || c.Source != "auto") {
			want++
		}
	}
	if len(changeRows) != want {
		t.Errorf("%d changes, want %d", len(changeRows), want)
	}
}

// TestVanishedSettingsAreExplained checks that for every setting 0.15.5 no
// longer reads there is a rename or a removal.
func TestVanishedSettingsAreExplained(t *testing.T) {
	for i := range releases[:len(releases)-1] {
		Settings(releases[i], func(name string) bool {
			next := releases[i+1]
			if ReadBy(name, next) {
				return true
			}
			_, ch, renamed := Successor(name, next)
			_, gone := Removed(name, next)
			if !renamed && !gone && ch == nil {
				t.Errorf("%s vanished in %v without a word", name, next)
			}
			return true
		})
	}
}

// TestRenamesLead checks that each plain rename leads to a setting its release reads.
func TestRenamesLead(t *testing.T) {
	for i := range changeRows {
		c := changeRows[i].unpack()
		if c.Kind != Renamed && c.Kind != Moved {
			continue
		}
		for j, old := range c.Old {
			to := c.target(j)
			if to == "" || strings.HasSuffix(to, "**") {
				continue
			}
			if !ReadBy(to, c.Version) {
				t.Errorf("%v renames %s to %s, which it does not read", c.Version, old, to)
			}
		}
	}
}
