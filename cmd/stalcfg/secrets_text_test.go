package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/schema"
)

// secretTexts are files with secrets in every place that may hold one: the keys
// that the schema marks, addresses, blocks of keys, and places where something is
// wrong.
func secretTexts(t *testing.T) map[string]string {
	t.Helper()
	var p plant
	out := map[string]string{}
	keys, urls := secretKeys()
	if len(keys) < 30 || len(urls) < 10 {
		t.Fatalf("only %d secret keys and %d addresses", len(keys), len(urls))
	}
	styles := map[string]string{
		"basic": `%s = "%s"`, "literal": `%s = '%s'`, "bare": `%s = %s`, "multiline": "%s = \"\"\"%s\"\"\"", "list": `%s = ["%s"]`,
		"table": `%s = { a = "%s" }`, "condition": `%s = [{ if = "is_tls", then = "'%s'" }, { else = false }]`, "macro": `%s = "%%{env:X}%%%s"`,
		"open-macro": `%s = "%%{env:%s"`, "junk": `%s = "%s" junk`, "unterminated": `%s = "%s`, "no-equals": `%s "%s"`, "colon": `%s: "%s"`,
		"double-equals": `%s == "%s"`, "comment": `# %s = "%s"`, "suppression": "%s = \"%s\" # stalcfg:ignore security/nonsense", "escape": `%s = "\u007a%s\q"`,
	}
	for name, style := range styles {
		var b strings.Builder
		for _, k := range keys {
			fmt.Fprintf(&b, style+"\n", k, p.next())
		}
		out["keys-"+name] = b.String()
	}
	out["keys-typos"] = typos(keys, &p)
	out["keys-tables"] = tables(keys, &p)
	out["keys-twice"] = out["keys-basic"] + out["keys-literal"]
	for scheme, form := range map[string]string{
		"https": "https://user:%s@host.example/path", "redis": "redis://:%s@host:6379/1", "postgres": "postgresql://u:%s@h/db?sslmode=off",
		"odd": "mysql://u:pa/ss@wo?rd%s@h/db", "query": "postgres://h/db?user=u&password=%s", "token": "https://h/x?access_token=%s", "user": "https://%s@sentry.example/4",
	} {
		var b strings.Builder
		for _, k := range urls {
			fmt.Fprintf(&b, "%s = \"%s\"\n", k, fmt.Sprintf(form, p.next()))
		}
		fmt.Fprintf(&b, "my.unknown.address = \"%s\"\n# old: %s\nserver.hostname = \"%s\"\n", fmt.Sprintf(form, p.next()), fmt.Sprintf(form, p.next()), fmt.Sprintf(form, p.next()))
		fmt.Fprintf(&b, "session.ehlo.require = \"starts_with(helo_domain, '%s')\"\nbroken \"%s\"\n", fmt.Sprintf(form, p.next()), fmt.Sprintf(form, p.next()))
		out["url-"+scheme] = b.String()
	}
	for name, text := range brokenTexts {
		out["broken-"+name] = strings.ReplaceAll(text, "SECRET", p.next())
	}
	return out
}

// secretKeys gives a key of every pattern that the schema marks secret, and of
// every one that takes an address.
func secretKeys() (keys, urls []string) {
	for i, all := 0, schema.All(); i < len(all); i++ {
		k := &all[i]
		key := strings.ReplaceAll(k.Pattern, "*", "x")
		switch {
		case k.Secret == schema.SecretValue:
			keys = append(keys, key)
		case k.Secret == schema.SecretURL || k.Type == schema.URL:
			urls = append(urls, key)
		}
	}
	return keys, urls
}

// typos writes each key with three mistakes in its last word.
func typos(keys []string, p *plant) string {
	var b strings.Builder
	for _, k := range keys {
		at := strings.LastIndexByte(k, '.') + 1
		head, last := k[:at], k[at:]
		if len(last) < 5 {
			continue
		}
		for _, wrong := range []string{last[:2] + last[3:], last[:2] + last[1:], last[:1] + last[2:3] + last[1:2] + last[3:], last[:len(last)-1]} {
			fmt.Fprintf(&b, "%s%s = \"%s\"\n", head, wrong, p.next())
		}
	}
	return b.String()
}

// tables writes each key in a table of its own.
func tables(keys []string, p *plant) string {
	var b strings.Builder
	for _, k := range keys {
		at := strings.LastIndexByte(k, '.')
		fmt.Fprintf(&b, "[%s]\n%s = \"%s\" # %s\n\n", k[:max(at, 0)], k[at+1:], p.next(), "a note")
	}
	return b.String()
}

// brokenTexts are single mistakes around a secret.
var brokenTexts = map[string]string{
	"swallowed":         "server.hostname = \"mail\nstore.db.password = \"SECRET\"\nx = 1\n",
	"swallowed-literal": "server.hostname = '''mail\nstore.db.password = \"SECRET\"\nx = 1\n",
	"swallowed-basic":   "server.hostname = \"\"\"mail\nstore.db.password = 'SECRET'\n",
	"before-table":      "[store.db]\npassword = \"SECRET\n[server]\nhostname = \"mail\"\n",
	"in-header":         "[store.db password = \"SECRET\"]\ntype = \"rocksdb\"\n",
	"after-header":      "[store.db] password = \"SECRET\"\ntype = \"rocksdb\"\n",
	"inline":            "store = { db = { type = \"postgresql\", password = \"SECRET\" }\n",
	"next-line":         "[store.db]\npassword =\n\"SECRET\"\n",
	"two-on-line":       "[store.db]\ntype = \"postgresql\" password = \"SECRET\"\n",
	"equals-in-value":   "[store.db]\npassword = SECRET = x\n",
	"array-open":        "[store.db]\npassword = [\"SECRET\",\nuser = \"x\"\n",
	"array-of-tables":   "[[store.db]]\npassword = \"SECRET\"\n[[store.db]]\npassword = \"SECRET\"\n",
	"scalar-and-table":  "[store.db]\npassword = \"SECRET\"\npassword.old = \"SECRET\"\n",
	"key-below":         "[store.db.password]\nvalue = \"SECRET\"\n",
	"yaml":              "store:\n  db:\n    password: SECRET\n",
	"env":               "export STALWART_PASSWORD=SECRET\nADMIN_PASSWORD=SECRET\n",
	"commented":         "[store.db]\n# password = \"SECRET\"\n#password=SECRET\n; secret = SECRET\ntype = rocksdb\nservr.hostname = \"x\"\n",
	"comment-behind":    "[store.db]\ntype = rocksdb # password: SECRET\n",
	"template":          "[store.db]\npassword = \"{{ db_password | default('SECRET') }}\"\nuser = \"${USER:-x}\"\n",
	"shell":             "[store.db]\npassword = \"${PW:-SECRET}\"\n",
	"reason":            "# stalcfg:ignore-file security/plaintext-secret until=x -- password = SECRET\n[store.db]\npassword = \"SECRET\"\n",
	"ignored-line":      "[store.db]\npassword = \"SECRET\" # stalcfg:ignore schema/unknown-key\npasword = \"SECRET\" # stalcfg:ignore\n",
	"pem":               "[certificate.a]\nprivate-key = '''-----BEGIN PRIVATE KEY-----\nMIIEvgSECRETAAAAAAAAAAAAAAAAAAAA\nSECRET\n-----END PRIVATE KEY-----'''\ncert = \"%{file:/x}%\"\n",
	"pem-unknown":       "[my.tls]\nnote = \"\"\"\n-----BEGIN EC PRIVATE KEY-----\nMIIEvgSECRETAAAAAAAAAAAAAAAAAAAA\n-----END EC PRIVATE KEY-----\n\"\"\"\n",
	"pem-comment":       "# -----BEGIN RSA PRIVATE KEY-----\n# MIIEvgSECRETAAAAAAAAAAAAAAAAAAAA\n# -----END RSA PRIVATE KEY-----\nx = 1\n",
	"pem-open":          "[certificate.a]\nprivate-key = \"-----BEGIN PRIVATE KEY-----\nMIIEvgSECRETAAAAAAAAAAAAAAAAAAAA\nx = 1\n",
	"pem-escaped":       "[certificate.a]\nprivate-key = \"-----BEGIN PRIVATE KEY-----\\nMIIEvgSECRETAAAAAAAAAAAAAAAAAAAA\\n-----END PRIVATE KEY-----\\n\"\n",
	"dkim":              "[signature.rsa]\nalgorithm = \"rsa-sha1\"\nprivate-key = \"SECRET\"\ndomain = \"\"\nselector = \"\"\n",
	"bearer":            "[tracer.o]\ntype = \"open-telemetry\"\nheaders = [\"Authorization: Bearer SECRET\", \"X-Api-Key: SECRET\", \"Basic\"]\n[my.x]\nheader = \"Authorization: Basic SECRET\"\n",
	"hash":              "[my.note]\nvalue = \"$6$saltSECRET$SECRETSECRETSECRET\"\nother = \"{SSHA}SECRETSECRETSECRET\"\n",
	"principals":        "[directory.m]\ntype = \"memory\"\n[[directory.m.principals]]\nname = \"a\"\nsecret = [\"SECRET\", \"$app$x$SECRET\"]\nclas = \"x\"\n",
	"admin":             "[authentication.fallback-admin]\nuser = \"admin\"\nsecret = \"SECRET\"\nsecert = \"SECRET\"\n",
	"admin-twice":       "[authentication.fallback-admin]\nsecret = \"SECRET\"\nsecret = \"SECRET2\"\n",
	"macro-hang":        "[store.db]\npassword = \"%{env:A}%SECRET%{env:B\"\n",
	"macro-wrong":       "[store.db]\npassword = \"%{ENV:SECRET}%\"\n",
	"number":            "[store.db]\npassword = 12SECRET\n",
	"sql":               "[directory.s]\ntype = \"sql\"\nstore = \"postgres://u:SECRET@h/db\"\n[storage]\ndata = \"postgres://u:SECRET@h/db\"\n",
	"target-old":        "[store.\"db\"]\ntype = \"foundationdb\"\npassword = \"SECRET\"\n[queue.outbound.next-hop.r]\nauth.secret = \"SECRET\"\n[global]\nx = \"redis://:SECRET@h\"\n",
	"relay":             "[queue.route.r]\ntype = \"relay\"\naddress = \"smtp://u:SECRET@h\"\nauth.username = \"u\"\nauth.secret = \"SECRET\"\nauth.secrt = \"SECRET\"\n",
	"latin1":            "[store.db]\npassword = \"SECRET\xfc\"\n",
	"control":           "[store.db]\npassword = \"SECRET\x1b[31m\"\ntype = \"x\x1b\"\n",
	"crlf":              "[store.db]\r\npassword = \"SECRET\"\r\ntype = rocksdb\r\n",
	"carriage-return":   "[store.db]\rpassword = \"SECRET\"\r",
	"no-newline":        "[store.db]\ntype = rocksdb\npassword = \"SECRET\"",
	"upper-case":        "[STORE.DB]\nPASSWORD = \"SECRET\"\nPassword = \"SECRET\"\n",
	"quoted-key":        "\"store\".\"db\".\"password\" = \"SECRET\"\n'store'.'db'.'secret' = SECRET\n",
	"license":           "[enterprise]\nlicense-key = \"SECRET\"\nlicence-key = \"SECRET\"\napi-key = \"SECRET\"\n",
	"webhook":           "[webhook.a]\nurl = \"https://u:SECRET@h/\"\nsignature-key = \"SECRET\"\nauth.secret = \"SECRET\"\nheaders = [\"Authorization: Bearer SECRET\"]\nevents = [\"x.y\"]\n",
	"acme":              "[acme.a]\nsecret = \"SECRET\"\neab.hmac-key = \"SECRET\"\nprivate-key = \"SECRET\"\nchallenge = \"x\"\n",
	"short":             "[store.db]\npassword = \"zq7\"\ntype = rocksdb\nservr.x = \"zz\"\n",
}
