package semdiff

import (
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/schema"
)

// TestJudges finds judges of settings that the server does not read, and ones
// that an earlier judge always forestalls.
func TestJudges(t *testing.T) {
	for i := range judges {
		p := judges[i].pattern
		fits := false
		for j := range schema.All() {
			k := &schema.All()[j]
			fits = fits || k.Status == schema.Live && firstJudge(k) == i
		}
		if !fits {
			t.Errorf("%s judges no setting", p)
		}
	}
}

func firstJudge(k *schema.Key) int {
	for i := range judges {
		if p := judges[i].pattern; p == k.Pattern || p[0] == '*' && strings.HasSuffix(k.Pattern, p[1:]) {
			return i
		}
	}
	return -1
}

func TestPlainExpression(t *testing.T) {
	for in, want := range map[string]string{
		"a == b":                     "a==b",
		" a  &&\n b ":                "a&&b",
		"a 'x  y'":                   "a'x  y'",
		"f ( x )":                    "f (x)",
		"a b":                        "a b",
		"a & & b":                    "a& &b",
		`'it\'s a' + b`:              `'it\'s a'+b`,
		`"a b" != 'c d'`:             `"a b"!='c d'`,
		"x. *":                       "x. *",
		"[plain, login]":             "[plain,login]",
		"a\t== b":                    "a\t==b",
		"if_this":                    "if_this",
		"matches('^a b$', rcpt)":     "matches('^a b$',rcpt)",
		"!is_empty(x) && y > 1 ":     "!is_empty(x)&&y>1",
		"1 - -1":                     "1- -1",
		"local_port == 25 || is_tls": "local_port==25||is_tls",
	} {
		if got := plainExpression(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
		if got := plainExpression(want); got != want {
			t.Errorf("%q is not stable: %q", want, got)
		}
	}
}

func TestIDOf(t *testing.T) {
	for key, want := range map[string]string{
		"server.listener.smtp.bind": "server.listener|smtp", "store.my.own.path": "store|my.own",
		"directory.d.principals.0003.email": "directory|d", "directory.a.b.principals.0003.email": "directory|a.b",
		"lookup.words.one": "lookup|words", "server.hostname": "|", "storage.data": "|",
	} {
		m, ok := schema.Lookup(key)
		if !ok {
			t.Fatal(key)
		}
		group, id, _ := idOf(&item{key: key, k: m.Key})
		if got := group + "|" + id; got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
}
