package generate

import (
	"strings"
	"testing"
)

// TestHostileTexts puts odd texts into every free field: each is refused by
// name, or the file says exactly what was meant, and the strictest lint finds
// nothing that the text did not bring.
func TestHostileTexts(t *testing.T) {
	base := func() Inputs {
		in := inputs(32*gib, 8, 200)
		in.Data = Store{Kind: PostgreSQL}
		in.Blob = Blob{Kind: S3, Bucket: "mail", Endpoint: "https://s3.example.org"}
		in.Lookup = Lookup{Kind: Redis, URLs: []string{"redis://10.0.0.1", "redis://10.0.0.2"}, User: "mail", Password: "%{env:P}%"}
		in.Search = Search{Kind: Elasticsearch, User: "mail"}
		in.Directory = Directory{Kind: LDAP, URL: "ldap://10.0.0.1", BaseDN: "dc=example", BindDN: "cn=x"}
		in.TLS.Mode, in.Log.Kind = "files", "otel"
		return in
	}
	texts := []string{"", " ", "a#b", "a'b", `a"b`, `a\b`, "ü", "a b", "%{env:X}%", "%{env:X", "%{cfg:x}%", "%{file:/a}%%{file:/b}%", "[x]", "a = b", "a,b", "{x}", "a\nb", "a\tb", "a\x00b", "true", "1", "1e5", "$x", "\u202e", "\ufeff", strings.Repeat("x", 300)}
	refused, written := 0, 0
	for _, f := range Fields() {
		if f.Words != nil || f.Truth {
			continue
		}
		for _, text := range texts {
			in := base()
			if err := f.Set(&in, []string{text}, "test"); err != nil {
				refused++
				continue
			}
			p, err := New(in)
			if err != nil {
				refused++
				if strings.TrimSpace(err.Error()) == "" {
					t.Errorf("%s = %q: refused without a word", f.Name, text)
				}
				continue
			}
			written++
			out, err := Render(p, RenderOptions{})
			if err != nil {
				t.Errorf("%s = %q: %v", f.Name, text, err)
				continue
			}
			proved(t, f.Name+" = "+text, p, out)
		}
	}
	t.Logf("%d refused, %d written", refused, written)
	if refused < 100 || written < 100 {
		t.Errorf("%d refused and %d written: the texts are not what they are meant to be", refused, written)
	}
}
