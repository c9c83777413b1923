package history

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/source"
)

// detect dates flattened settings.
func detect(set map[string]string) Guess {
	names := make([]string, 0, len(set))
	for k := range set {
		names = append(names, k)
	}
	slices.Sort(names)
	return detectSorted(names, set)
}

func detectSorted(names []string, set map[string]string) Guess {
	return Detect(func(yield func(string) bool) {
		for _, k := range names {
			if !yield(k) {
				return
			}
		}
	}, func(k string) (string, bool) { v, ok := set[k]; return v, ok })
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		name     string
		set      map[string]string
		min, max string
	}{
		{"nothing", nil, "0.3.0", "0.15.5"},
		{"unknown only", map[string]string{"a.b": "c"}, "0.3.0", "0.15.5"},
		{"search index", map[string]string{"storage.search-index.batch-size": "1"}, "0.15.0", "0.15.5"},
		{"routes and bayes", map[string]string{"queue.route.mx.type": "mx", "spam-filter.bayes.enable": "true", "cache.bayes.size": "1"}, "0.13.0", "0.14.1"},
		{"queue.outbound with http", map[string]string{"queue.outbound.next-hop": "'local'", "http.url": "'x'", "remote.x.address": "h"}, "0.12.0", "0.12.5"},
		{"run-as with tracer", map[string]string{"server.run-as.user": "s", "server.run-as.group": "s", "tracer.log.type": "log"}, "0.7.0", "0.7.3"},
		{"rule tables", map[string]string{
			"session.rcpt.relay.0000.if": "authenticated-as", "session.rcpt.relay.0000.ne": "",
			"storage.data": "rocksdb"}, "0.5.3", "0.5.3"},
		{"expressions of 0.6", map[string]string{
			"session.rcpt.relay.0000.if": "!is_empty(authenticated_as)", "storage.data": "rocksdb",
			"jmap.http.headers.0000": "x", "server.url": "u"}, "0.6.0", "0.6.0"},
		{"one leftover", map[string]string{"queue.path": "/q", "storage.data": "x"}, "0.5.3", "0.15.5"},
		{"pop3 listener", map[string]string{"server.listener.p.protocol": "pop3"}, "0.8.1", "0.15.5"},
		{"misspelt transport", map[string]string{"tracer.o.transport": "gprc"}, "0.7.0", "0.8.5"},
		{"hostname and fallback", map[string]string{
			"server.hostname": "h", "authentication.fallback-admin.user": "admin"}, "0.7.0", "0.15.5"},
	} {
		g := detect(c.set)
		if g.Min.String() != c.min || g.Max.String() != c.max {
			t.Errorf("%s: %v to %v, want %s to %s (%v)", c.name, g.Min, g.Max, c.min, c.max, g.Reasons)
		}
	}
}

func TestDetectExplains(t *testing.T) {
	g := detect(map[string]string{
		"http.url": "'x'", "email.auto-expunge": "30d", "queue.route.mx.type": "mx", "queue.tls.default.dane": "disable",
		"server.http.url": "'y'",
	})
	if g.Line != "0.15" || g.Min != V(0, 13, 0) || len(g.Leftovers) != 1 || g.Leftovers[0].Key != "server.http.url" {
		t.Fatalf("got %+v", g)
	}
	if want := "read from 0.7.0 to 0.11.8"; g.Leftovers[0].Text != want {
		t.Errorf("leftover says %q, want %q", g.Leftovers[0].Text, want)
	}
	if len(g.Reasons) != 1 || g.Reasons[0].Key != "queue.route.mx.type" && g.Reasons[0].Key != "queue.tls.default.dane" {
		t.Errorf("reasons %+v", g.Reasons)
	}
	if g := detect(map[string]string{"server.max-connections": "1"}); g.Confidence != None || len(g.Reasons) != 0 || g.Line != "0.15" {
		t.Errorf("a file without markers is checked as 0.15, got %+v", g)
	}
}

const corpus = "../../../shared/corpus"

func read(t *testing.T, path string, gen dialect.Generation) map[string]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return dialect.Parse(source.New(filepath.Base(path), data), gen).Keys()
}

// TestDetectPublishedFiles compares with the releases a reader thought the
// published files were written for.
func TestDetectPublishedFiles(t *testing.T) {
	index, err := os.ReadFile(corpus + "/index.tsv")
	if err != nil {
		t.Skip("the published configs are not here: ", err)
	}
	total, agree := 0, 0
	for i, line := range strings.Split(strings.TrimSpace(string(index)), "\n") {
		f := strings.Split(line, "\t")
		if i == 0 || len(f) < 7 {
			continue
		}
		lo, hi, ok := bucket(f[6])
		if !ok {
			continue
		}
		set := read(t, filepath.Join(corpus, "real", f[1]), dialect.Gen015)
		g := detect(set)
		total++
		if g.Min.Minor <= hi && lo <= g.Max.Minor {
			agree++
			continue
		}
		// Many people run a release their file was not written for. That is
		// fine if the file has settings their release does not read.
		only, theirs := 0, releases[at(V(0, lo, 99))]
		for k := range set {
			if ReadBy(k, g.Max) && !ReadBy(k, theirs) {
				only++
			}
		}
		if only == 0 {
			t.Errorf("%s: %v to %v, a reader says %s; %v, left over %v", f[0], g.Min, g.Max, f[6], g.Reasons, g.Leftovers)
		}
		t.Logf("%s: %v to %v, run by %s, which does not read %d of its settings", f[0], g.Min, g.Max, f[6], only)
	}
	t.Logf("%d of %d published files", agree, total)
	if agree*100 < total*80 {
		t.Errorf("only %d of %d", agree, total)
	}
}

// bucket reads "0.12", "undated: 0.11-0.15", "0.15 or later …", "0.16".
func bucket(s string) (lo, hi int, ok bool) {
	s = strings.TrimPrefix(s, "undated: ")
	s, _, _ = strings.Cut(s, " ")
	a, b, isRange := strings.Cut(s, "-")
	if !isRange {
		b = a
	}
	line := func(s string) int {
		n := 0
		for _, c := range strings.TrimPrefix(s, "0.") {
			n = n*10 + int(c-'0')
		}
		return min(n, 15)
	}
	return line(a), line(b), strings.HasPrefix(a, "0.")
}

// TestDetectShippedFiles dates the files Stalwart shipped with its releases.
func TestDetectShippedFiles(t *testing.T) {
	tags, err := filepath.Glob(corpus + "/official/v*")
	if err != nil || len(tags) == 0 {
		t.Skip("the shipped configs are not here")
	}
	for _, dir := range tags {
		tag := strings.TrimPrefix(filepath.Base(dir), "v")
		i := slices.IndexFunc(releases[:], func(v Version) bool { return v.String() == tag })
		if i < 0 {
			t.Fatalf("%s is not a release", tag)
		}
		gen := dialect.Gen012
		if releases[i].Minor < 7 {
			gen = dialect.Gen06
		}
		set := map[string]string{}
		err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
			if err == nil && strings.HasSuffix(path, ".toml") {
				for k, v := range read(t, path, gen) {
					set[k] = v
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		g := detect(set)
		if g.Min.Compare(releases[i]) > 0 || g.Max.Compare(releases[i]) < 0 {
			t.Errorf("%s: %d settings dated %v to %v, %v, left over %v", tag, len(set), g.Min, g.Max, g.Reasons, g.Leftovers)
		} else {
			t.Logf("%s: %d settings dated %v to %v, %v", tag, len(set), g.Min, g.Max, g.Confidence)
		}
	}
}

func BenchmarkDetect(b *testing.B) {
	set := map[string]string{}
	i := 0
	Settings(V(0, 12, 5), func(p string) bool {
		if i++; i%11 == 0 {
			set[strings.ReplaceAll(p, "*", "name")] = "true"
		}
		return len(set) < 70
	})
	names := make([]string, 0, len(set))
	for k := range set {
		names = append(names, k)
	}
	slices.Sort(names)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		detectSorted(names, set)
	}
}
