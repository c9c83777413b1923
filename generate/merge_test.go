package generate_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"github.com/stalcfg/stalcfg/generate"
	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/edit"
	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/golden/published"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/source"
)

// somePlans are plans of all kinds, made once.
var somePlans = sync.OnceValue(func() []*generate.Plan {
	rnd := rand.New(rand.NewSource(4))
	var out []*generate.Plan
	for len(out) < 24 {
		in := generate.Inputs{Hostname: "mail.example.org"}
		in.Host.RAM = host.Fact{Value: budget.GiB << rnd.Intn(7), Origin: "test"}
		in.Host.Cores = host.Fact{Value: 1 << rnd.Intn(6), Origin: "test"}
		in.Workload = budget.ForUsers(in.Host.RAM.Value / budget.GiB * uint64(1+rnd.Intn(20)))
		pick := func(choice string) string { w := generate.Words(choice); return w[rnd.Intn(len(w))] }
		in.Data.Kind, in.Blob.Kind, in.Lookup.Kind, in.Search.Kind = pick("data"), pick("blob"), pick("lookup"), pick("search")
		in.TLS.Mode, in.Paths.Style, in.Log.Kind = pick("tls"), pick("paths"), pick("log")
		if rnd.Intn(3) == 0 {
			in.Services = []generate.Service{{ID: "pop3s"}, {ID: "sieve", Off: true}}
		}
		if p, err := generate.New(in); err == nil {
			out = append(out, p)
		}
	}
	return out
})

func randomPlan(rnd *rand.Rand) *generate.Plan {
	return somePlans()[rnd.Intn(len(somePlans()))]
}

func parse(data []byte) *dialect.Document {
	return dialect.Parse(source.New("config.toml", data), dialect.Gen015)
}

func merge(t testing.TB, p *generate.Plan, data []byte, o generate.MergeOptions) *generate.Merged {
	t.Helper()
	m, err := generate.Merge(p, parse(data), o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestMergeProperties merges random plans into published files: only what is
// reported as changed changes, comments stay, a second merge changes nothing,
// and files that TOML tools read stay so.
func TestMergeProperties(t *testing.T) {
	rnd := rand.New(rand.NewSource(5))
	files := published.Accepted(t, "real/*.toml", "official/*/*/config.toml")
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for i := 0; i < 3; i++ {
			p, o := randomPlan(rnd), generate.MergeOptions{Force: i == 2}
			if rnd.Intn(4) == 0 {
				o.Only = []string{"cache", "limits"}
			}
			m := merge(t, p, files[name], o)
			checkMerge(t, name, files[name], m)
			again := merge(t, p, m.Data, o)
			if !bytes.Equal(again.Data, m.Data) {
				t.Fatalf("%s: a second merge changes more (force %v): %v", name, o.Force, changes(again))
			}
			if kept(m) != kept(again) {
				t.Errorf("%s: %d differences are kept, after the merge %d:\n%v\n%v", name, kept(m), kept(again), m.Differences, again.Differences)
			}
		}
	}
}

func kept(m *generate.Merged) int {
	n := 0
	for _, d := range m.Differences {
		if d.Fate.Kept() {
			n++
		}
	}
	return n
}

func changes(m *generate.Merged) []string {
	var out []string
	for _, d := range m.Differences {
		if !d.Fate.Kept() {
			out = append(out, d.String())
		}
	}
	return out
}

// checkMerge holds a result against what it reports.
func checkMerge(t *testing.T, name string, before []byte, m *generate.Merged) {
	t.Helper()
	changed := map[string]bool{}
	for _, d := range m.Differences {
		if !d.Fate.Kept() {
			changed[d.Key] = true
		}
	}
	old, now := parse(before), parse(m.Data)
	if !now.Accepted() {
		t.Fatalf("%s: the server refuses the result: %+v", name, now.Errors[0])
	}
	a, b := old.Keys(), now.Keys()
	for _, keys := range []map[string]string{a, b} {
		for key := range keys {
			x, had := a[key]
			y, has := b[key]
			if (x != y || had != has) && !changed[edit.Base(key)] {
				t.Fatalf("%s: %s changes from %q to %q unreported", name, key, x, y)
			}
		}
	}
	if slices.ContainsFunc(m.Differences, func(d generate.Difference) bool { return d.Fate == generate.Overridden }) {
		return // by force settings go with the comments behind them
	}
	left := comments(now)
	for text, n := range comments(old) {
		if left[text] < n && !bytes.Contains(before, []byte("generated")) { // else some are stalcfg's own
			t.Fatalf("%s: the comment %q is lost", name, text)
		}
	}
	var v map[string]any
	if toml.Unmarshal(before, &v) == nil {
		if err := toml.Unmarshal(m.Data, &v); err != nil && !tableToo(old, changed) {
			t.Errorf("%s: TOML tools read the file no more: %v", name, err)
		}
	}
}

// tableToo reports whether a setting that was added is a table in the file, or
// stands below a value, so that TOML has no place for it.
func tableToo(doc *dialect.Document, changed map[string]bool) bool {
	have := map[string]bool{}
	for key := range doc.Keys() {
		have[edit.Base(key)] = true
	}
	above := func(key string, in map[string]bool) bool {
		for i := strings.LastIndexByte(key, '.'); i > 0; i = strings.LastIndexByte(key[:i], '.') {
			if in[key[:i]] {
				return true
			}
		}
		return false
	}
	for key := range have {
		if above(key, changed) {
			return true
		}
	}
	for key := range changed {
		if above(key, have) {
			return true
		}
	}
	return slices.ContainsFunc(doc.Headers, func(h dialect.Header) bool { return changed[h.Name] })
}

// comments counts the comments of a document by their text.
func comments(doc *dialect.Document) map[string]int {
	out := map[string]int{}
	for _, t := range doc.Tokens {
		if t.Kind == dialect.Comment {
			out[strings.TrimSpace(doc.File.Text(t.Span))]++
		}
	}
	return out
}

// TestMergeFollowsInputs writes a plan, then merges others into its file one
// after the other: each time the result is as if it had been written anew, in
// all that the server reads.
func TestMergeFollowsInputs(t *testing.T) {
	rnd := rand.New(rand.NewSource(7))
	for i := 0; i < 40; i++ {
		data, err := generate.Render(randomPlan(rnd), generate.RenderOptions{NoComments: i%2 == 0})
		if err != nil {
			t.Fatal(err)
		}
		for j := 0; j < 3; j++ {
			p := randomPlan(rnd)
			m := merge(t, p, data, generate.MergeOptions{})
			if n := kept(m); n > 0 {
				t.Fatalf("%d differences are kept in a file that no person touched: %v", n, m.Differences)
			}
			fresh, err := generate.Render(p, generate.RenderOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := settingsOf(m.Data, p), settingsOf(fresh, p); got != want {
				t.Fatalf("after merging:\n%s\nwritten anew:\n%s", got, want)
			}
			if again := merge(t, p, m.Data, generate.MergeOptions{}); !again.Matches() {
				t.Fatalf("the merged file does not match: %v", again.Differences)
			}
			data = m.Data
		}
	}
}

// settingsOf lists what the server reads, but for names of groups and the local
// keys, of which a file may have more.
func settingsOf(data []byte, p *generate.Plan) string {
	var out []string
	for key, value := range parse(data).Keys() {
		if !strings.HasPrefix(key, "config.local-keys") {
			out = append(out, fmt.Sprintf("%s = %q", key, value))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// TestHandEdits changes every setting of a generated file by hand: no edit is
// lost, each is reported, and force undoes it.
func TestHandEdits(t *testing.T) {
	rnd := rand.New(rand.NewSource(3))
	p := randomPlan(rnd)
	data, err := generate.Render(p, generate.RenderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	other := edit.Text("by hand")
	for i := range p.Settings {
		s := &p.Settings[i]
		if s.Default || s.Key == "config.local-keys" || strings.HasSuffix(s.Key, ".type") && strings.Count(s.Key, ".") == 2 {
			continue
		}
		edited, err := edit.Apply(parse(data), edit.Change{Key: s.Key, Value: &other})
		if err != nil {
			t.Fatal(err)
		}
		m := merge(t, p, edited, generate.MergeOptions{})
		if !bytes.Equal(m.Data, edited) || len(m.Differences) != 1 || m.Differences[0].Fate != generate.KeptEdit || m.Differences[0].Key != s.Key {
			t.Errorf("%s by hand: %v", s.Key, m.Differences)
		}
		forced := merge(t, p, edited, generate.MergeOptions{Force: true})
		if got, _ := edit.Pieces(parse(forced.Data), s.Key); !slices.Equal(got, mustPieces(data, s.Key)) || !merge(t, p, forced.Data, generate.MergeOptions{}).Matches() {
			t.Errorf("%s: force leaves %v", s.Key, got)
		}
		gone, err := edit.Apply(parse(data), edit.Change{Key: s.Key})
		if err != nil {
			t.Fatal(err)
		}
		m = merge(t, p, gone, generate.MergeOptions{})
		if !bytes.Equal(m.Data, gone) || len(m.Differences) != 1 || m.Differences[0].Fate != generate.KeptGone {
			t.Errorf("%s taken out: %v", s.Key, m.Differences)
		}
	}
}

func mustPieces(data []byte, key string) []edit.Piece {
	p, _ := edit.Pieces(parse(data), key)
	return p
}

func BenchmarkMerge(b *testing.B) {
	rnd := rand.New(rand.NewSource(1))
	data, err := generate.Render(randomPlan(rnd), generate.RenderOptions{})
	if err != nil {
		b.Fatal(err)
	}
	p := somePlans()[0]
	doc := parse(data)
	for i := 0; i < b.N; i++ {
		if _, err := generate.Merge(p, doc, generate.MergeOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzMerge merges plans into files of all kinds.
func FuzzMerge(f *testing.F) {
	for i, p := range somePlans()[:4] {
		data, err := generate.Render(p, generate.RenderOptions{})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, uint8(i+1), false)
	}
	f.Add([]byte("[[server.listener]]\nbind = [\"[::]:25\", # x\n]\n[storage]\ndata = { a = 1 }\ncache = 5\n"), uint8(2), true)
	f.Add([]byte("server.listener.a.bind.0000 = \"[::]:993\"\r\nstorage.data = \"x\"\r\nstore.x.type = \"rocksdb\"\r\n#"), uint8(3), false)
	f.Fuzz(func(t *testing.T, data []byte, n uint8, force bool) {
		doc := parse(data)
		if !doc.Accepted() {
			return
		}
		p, o := somePlans()[int(n)%len(somePlans())], generate.MergeOptions{Force: force}
		m, err := generate.Merge(p, doc, o)
		if err != nil {
			t.Fatal(err)
		}
		checkMerge(t, "fuzz", data, m)
		// Where a file lost its mark, the first merge leaves comments that the
		// second knows as stalcfg's by the new mark; settings never change again.
		again := merge(t, p, m.Data, o)
		if before, after := parse(m.Data).Keys(), parse(again.Data).Keys(); !maps.Equal(before, after) {
			t.Fatalf("a second merge changes settings: %v\n%q\n%q", changes(again), m.Data, again.Data)
		}
		if third := merge(t, p, again.Data, o); !bytes.Equal(third.Data, again.Data) {
			t.Fatalf("a third merge changes more: %v\n%q\n%q", changes(third), again.Data, third.Data)
		}
	})
}
