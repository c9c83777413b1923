package generate

import (
	"bytes"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/golden"
)

const goldenDir = "../testdata/golden/generate"

// forTest fills in what a profile leaves to the operator.
func forTest(p Profile) Inputs {
	in := p.Inputs
	in.Hostname = "mail.example.org"
	return in
}

// TestGoldenProfiles writes each profile with each data store, or what is said
// of those that do not fit.
func TestGoldenProfiles(t *testing.T) {
	for _, profile := range Profiles() {
		for _, data := range Words("data") {
			name := profile.Name + "-" + data
			in := forTest(profile)
			if data != complete(in).Data.Kind {
				in.Data = Store{Kind: data}
			}
			p, err := New(in)
			if err != nil {
				golden.Check(t, filepath.Join(goldenDir, "profiles", name+".error"), err.Error()+"\n")
				continue
			}
			text := render0(t, p)
			golden.Check(t, filepath.Join(goldenDir, "profiles", name+".toml"), string(text))
			proved(t, name, p, text)
			for _, f := range findings(strictest(p), text) {
				t.Errorf("%s: %s", name, f)
			}
		}
	}
}

// TestGoldenFiles makes a plan of every inputs file below
// testdata/golden/generate/choices and compares what comes out: the file, or
// the mistakes. The files also show what can be written.
func TestGoldenFiles(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(goldenDir, "choices", "*.node.toml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no inputs", err)
	}
	sort.Strings(files)
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(path, ".node.toml")
		name := filepath.Base(path)
		in, err := FromFile(name, data, Inputs{})
		var p *Plan
		if err == nil {
			p, err = New(in)
		}
		if err != nil {
			golden.Check(t, base+".error", err.Error()+"\n")
			continue
		}
		text := render0(t, p)
		golden.Check(t, base+".toml", string(text))
		proved(t, name, p, text)
		for _, f := range findings(strictest(p), text) {
			t.Errorf("%s: %s", name, f)
		}
	}
}

// TestGoldenExplain keeps the plan with its reasons.
func TestGoldenExplain(t *testing.T) {
	profile, _ := FindProfile("personal-1g")
	p, err := New(forTest(profile))
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"text", "json"} {
		var b bytes.Buffer
		if err := Explain(&b, p, format); err != nil {
			t.Fatal(err)
		}
		golden.Check(t, filepath.Join(goldenDir, "explain."+format), b.String())
	}
	if err := Explain(&bytes.Buffer{}, p, "xml"); err == nil {
		t.Error("explain takes any format")
	}
}

// TestRender looks at comments and sections.
func TestRender(t *testing.T) {
	profile, _ := FindProfile("small-2g")
	p, err := New(forTest(profile))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := Render(p, RenderOptions{NoComments: true})
	if err != nil {
		t.Fatal(err)
	}
	proved(t, "no comments", p, plain)
	for _, line := range strings.Split(string(plain), "\n") {
		if i := strings.Index(line, "# "); i >= 0 && !strings.HasPrefix(line[i:], "# stalcfg:") {
			t.Errorf("a comment is left: %s", line)
		}
	}
	for _, f := range findings(strictest(p), plain) {
		t.Errorf("without comments: %s", f)
	}
	all := map[string]bool{}
	for _, s := range Sections() {
		part, err := Render(p, RenderOptions{Only: []string{s}})
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(part), "\n") {
			all[line] = true
		}
	}
	for _, line := range strings.Split(string(render0(t, p)), "\n") {
		if !all[line] && !strings.HasPrefix(line, "#") {
			t.Errorf("in no section: %s", line)
		}
	}
	if _, err := Render(p, RenderOptions{Only: []string{"caches"}}); err == nil || !strings.Contains(err.Error(), "cache or") {
		t.Errorf("an unknown section: %v", err)
	}
	again, err := New(forTest(profile))
	if err != nil || !bytes.Equal(render0(t, again), render0(t, p)) {
		t.Error("the same inputs give other bytes")
	}
}

func BenchmarkNew(b *testing.B) {
	profile, _ := FindProfile("small-2g")
	in := forTest(profile)
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		p, err := New(in)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Render(p, RenderOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
