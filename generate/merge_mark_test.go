package generate

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/internal/suppress"
)

// markIn cuts a file into what stands around its mark, and the entries.
func markIn(t *testing.T, data []byte) (before, after string, entries []string) {
	t.Helper()
	const start = "# stalcfg: generated "
	before, rest, ok := strings.Cut(string(data), start)
	line, after, ok2 := strings.Cut(rest, "\n")
	entries, err := suppress.Digests(line)
	if !ok || !ok2 || err != nil || strings.Contains(before+after, start) {
		t.Fatalf("the file has no mark of one line, %v:\n%s", err, data)
	}
	return before, after, entries
}

// Unmarked takes settings out of the mark of a file.
func Unmarked(t *testing.T, data []byte, keys ...string) []byte {
	t.Helper()
	before, after, entries := markIn(t, data)
	left := slices.DeleteFunc(entries, func(e string) bool {
		return slices.ContainsFunc(keys, func(key string) bool { return strings.HasPrefix(e, keyDigest(key)) })
	})
	return []byte(before + markLine(left) + "\n" + after)
}

func merged(t *testing.T, p *Plan, data []byte) *Merged {
	t.Helper()
	m, err := Merge(p, dialect.Parse(source.New("config.toml", data), dialect.Gen015), MergeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// planned is the plan of a profile for a host with a multiple of its memory, so
// that it differs in many values.
func planned(t *testing.T, name string, times uint64) *Plan {
	t.Helper()
	i := slices.IndexFunc(Profiles(), func(p Profile) bool { return p.Name == name })
	in := forTest(Profiles()[i])
	in.Host.RAM = host.Fact{Value: times * in.Host.RAM.Value, Origin: "test"}
	p, err := New(in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func fates(m *Merged) (n [KeptForm + 1]int) {
	for _, d := range m.Differences {
		n[d.Fate]++
	}
	return n
}

// TestOldMark merges into a file that an earlier version wrote, with a word a
// setting and a line a table: its mark tells the same, and becomes one line.
func TestOldMark(t *testing.T) {
	data, err := os.ReadFile("testdata/old-mark.toml")
	if err != nil {
		t.Fatal(err)
	}
	p := planned(t, "team", 4)
	m := merged(t, p, data)
	if n := fates(m); n[Updated] < 4 || n[Updated]+n[Added]+n[Dropped] != len(m.Differences) {
		t.Errorf("values that nobody changed: %v", m.Differences)
	}
	if _, _, entries := markIn(t, m.Data); len(entries) < 60 {
		t.Errorf("the new mark has %d entries", len(entries))
	}
	if again := merged(t, p, m.Data); !again.Matches() || !bytes.Equal(again.Data, m.Data) {
		t.Errorf("a second merge changes more: %v", again.Differences)
	}
	edited := bytes.Replace(data, []byte("max-connections = 384\n"), []byte("max-connections = 385\n"), 1)
	edited = bytes.Replace(edited, []byte("max-connections = 32\n"), nil, 1)
	if n := fates(merged(t, p, edited)); n[KeptEdit] != 1 || n[KeptGone] != 1 {
		t.Errorf("%d edits and %d settings that are gone, want 1 and 1", n[KeptEdit], n[KeptGone])
	}
	if m := merged(t, planned(t, "team", 1), data); m.Matches() && !bytes.Equal(m.Data, data) {
		t.Error("a file in which nothing changes gets another mark")
	}
}

// TestMarkInPieces cuts the mark of a file into several lines and moves them: it
// is found wherever it stands, and written as one line when something changes.
func TestMarkInPieces(t *testing.T) {
	p := planned(t, "team", 1)
	before, after, entries := markIn(t, render0(t, p))
	n := len(entries)
	data := markLine(entries[n/2:]) + "\n" + before + after + markLine(entries[:n/3]) + "\nx.y = 1 # " + markLine(entries[n/3 : n/2])[2:] + "\n"
	if m := merged(t, p, []byte(data)); !m.Matches() || string(m.Data) != data {
		t.Errorf("the moved mark is not found: %v", m.Differences)
	}
	m := merged(t, planned(t, "team", 4), []byte(data))
	if n := fates(m); n[KeptEdit]+n[KeptOwn]+n[KeptGone] > 0 || n[Updated] == 0 {
		t.Errorf("values that nobody changed: %v", m.Differences)
	}
	markIn(t, m.Data)
}

// TestMarkTells gives a mark entries that share the digest of a key: what
// stalcfg wrote is told from what it did not all the same.
func TestMarkTells(t *testing.T) {
	p := planned(t, "team", 1)
	data := Unmarked(t, render0(t, p), "storage.data")
	_, _, entries := markIn(t, data)
	twin := entries[len(entries)/2][:suppress.KeyDigest] + "zzz"
	before, after, _ := markIn(t, data)
	m := merged(t, planned(t, "team", 4), []byte(before+markLine(sortedOnce(append(entries, twin)))+"\n"+after))
	if n := fates(m); n[KeptEdit]+n[KeptGone] > 0 {
		t.Errorf("a second entry with the same key hides the first: %v", m.Differences)
	}
}
