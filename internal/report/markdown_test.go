package report

import (
	"os/exec"
	"strings"
	"testing"
)

// hostile are texts that mean something to Markdown, HTML, or the sites that
// show it.
var hostile = []string{
	"a|b", "`code`", "``", "`", " x ", "*bold*", "_it_", "[t](https://evil.example)", "![i](https://evil.example/i.png)",
	"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</details>", "-->", "@ada", "@org/team", "#12", "!34", "~label", "%5", "$1",
	"https://evil.example/x", "www.evil.example", "a@evil.example", "&lt;b&gt;", "&#64;ada", `\|`, `a\`, "| x | y |", "``` x", "~~~", "\\`",
}

// TestMarkdownEscapes renders hostile texts as GitHub does, where its renderer
// is installed, and looks for anything but text.
func TestMarkdownEscapes(t *testing.T) {
	if _, err := exec.LookPath("cmark-gfm"); err != nil {
		t.Skip("cmark-gfm is not installed")
	}
	var b strings.Builder
	b.WriteString("| a | b |\n|---|---|\n")
	for _, s := range hostile {
		b.WriteString("| " + mdCode(s, true) + " | " + mdText(s) + " |\n")
	}
	for _, s := range hostile {
		b.WriteString("\n- " + mdCode(s, false) + ": " + mdText(s) + "\n\n" + mdFence([]bodyLine{{'+', s}}))
	}
	cmd := exec.Command("cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tagfilter")
	cmd.Stdin = strings.NewReader(b.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	html := string(out)
	for _, bad := range []string{"<a ", "<img", "<script", "<em>", "<strong>", "<del>", "</details>"} {
		if strings.Contains(html, bad) {
			t.Errorf("the page has %s:\n%s", bad, html)
		}
	}
	if n := strings.Count(html, "<tr>"); n != len(hostile)+1 {
		t.Errorf("%d rows, want %d", n, len(hostile)+1)
	}
	if n := strings.Count(html, "<td>"); n != 2*len(hostile) {
		t.Errorf("%d cells, want %d", n, 2*len(hostile))
	}
}

// TestMarkdownMentions looks for signs that call somebody outside of code.
func TestMarkdownMentions(t *testing.T) {
	for _, s := range []string{"@ada", "#12", "!34", "~label", "%5", "$1"} {
		if got := mdText("see " + s); !strings.Contains(got, s[:1]+"&#8203;") {
			t.Errorf("%s: %s", s, got)
		}
	}
	for _, s := range hostile {
		got := mdCode(s, true)
		fence := got[:len(got)-len(strings.TrimLeft(got, "`"))]
		if inner := strings.Trim(got, "`"); strings.Contains(inner, fence) || !strings.HasSuffix(got, fence) {
			t.Errorf("%q leaves its code: %s", s, got)
		}
	}
}
