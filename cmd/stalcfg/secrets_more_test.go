package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/generate"
)

// someSecretTexts are the files of the runs that are too slow for all of them.
var someSecretTexts = []string{
	"keys-tables", "keys-comment", "keys-junk", "keys-unterminated", "url-redis", "url-odd", "broken-pem", "broken-pem-comment", "broken-control",
	"broken-admin-twice", "broken-commented", "broken-latin1", "broken-webhook", "broken-short",
}

// inDir runs a test in a directory of its own.
func inDir(t *testing.T) {
	t.Helper()
	back, err := os.Getwd()
	if err == nil {
		err = os.Chdir(t.TempDir())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chdir(back) })
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// quiet runs a command line, searches what it prints for canaries, and gives its
// exit code and output.
func quiet(t *testing.T, stdin string, args ...string) (int, string) {
	t.Helper()
	var out bytes.Buffer
	args = append([]string{"stalcfg"}, args...)
	code := run(args, program{strings.NewReader(stdin), &out, &out, func(string) (string, bool) { return "", false }})
	leak(t, args, "output", out.String())
	return code, out.String()
}

// TestSecretsInGit compares files of a real repository.
func TestSecretsInGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	texts := secretTexts(t)
	inDir(t)
	git := func(args ...string) {
		t.Helper()
		args = append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"}, args...)
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	git("init", "-q")
	head := "server.hostname = \"mail.example.org\"\nstorage.data = \"rocksdb\"\n"
	for _, name := range someSecretTexts {
		put(t, name+".toml", head+texts[name])
	}
	put(t, "gone.toml", head+texts["keys-basic"])
	git("add", ".")
	git("commit", "-q", "-m", "a")
	for _, name := range someSecretTexts {
		put(t, name+".toml", head+strings.ReplaceAll(texts[name], canary, canary+"new"))
	}
	git("rm", "-q", "gone.toml")
	put(t, "come.toml", head+texts["keys-literal"])
	git("add", "come.toml")
	for _, more := range [][]string{{}, {"--format", "json"}, {"--format", "markdown"}, {"--text"}} {
		if code, out := quiet(t, "", append(append([]string{"diff", "--isolated", "--git"}, more...), "HEAD")...); code == exitUsage || !strings.Contains(out, "url-redis.toml") {
			t.Errorf("%v: exit code %d\n%s", more, code, out)
		}
	}
	quiet(t, "", "diff", "--isolated", "git:HEAD:keys-tables.toml", "keys-tables.toml")
	quiet(t, "", "diff", "--isolated", "git:HEAD:nothing.toml", "keys-tables.toml")
	for _, name := range someSecretTexts {
		put(t, "old", head+texts[name])
		driver := []string{"diff", "--isolated", "--git-driver", name + ".toml", "old", "1111111", "100644", name + ".toml", "2222222", "100644"}
		if code, out := quiet(t, "", driver...); code != exitClean || !strings.Contains(out, name) {
			t.Errorf("--git-driver %s: exit code %d\n%s", name, code, out)
		}
		quiet(t, "", append(driver, "new.toml", "similarity index 90%\n")...)
	}
}

// TestSecretsInMerge carries a plan into files with secrets, and looks at what
// is told of that; what is written has them, of course.
func TestSecretsInMerge(t *testing.T) {
	inDir(t)
	plan := []string{"generate", "--profile", "cluster-node", "--hostname", "mail.example.org", "--node-id", "1", "--data-host", "db", "--blob-bucket", "b", "--blob-region", "r"}
	texts := secretTexts(t)
	for _, name := range someSecretTexts {
		for _, more := range [][]string{{"--write"}, {"--write", "--diff"}, {"--write", "--force"}, {"--force"}, {}} {
			put(t, "config.toml", texts[name])
			quiet(t, "", append(append(plan, "--merge", "config.toml"), more...)...)
		}
		put(t, "config.toml", texts[name])
		quiet(t, "", append(plan, "--check", "config.toml")...)
	}
	// A file that stalcfg wrote, in which a person put texts for the macros.
	code, text := quiet(t, "", plan...)
	if code != exitClean {
		t.Fatal(text)
	}
	hand := text
	for _, m := range []string{"%{env:STALWART_DB_PASSWORD}%", "%{env:STALWART_S3_SECRET_KEY}%", "%{env:STALWART_S3_ACCESS_KEY}%", "%{env:STALWART_ADMIN_SECRET}%"} {
		if !strings.Contains(text, m) {
			t.Errorf("the file has no %s", m)
		}
		hand = strings.ReplaceAll(hand, m, canary+"Hand"+m[6:20])
	}
	hand = strings.ReplaceAll(hand, "%{env:STALWART_REDIS_URL}%", "redis://u:"+canary+"redis@h:6379")
	for _, more := range [][]string{{"--merge"}, {"--check"}, {"--force", "--merge"}, {"--write", "--force", "--merge"}} {
		put(t, "config.toml", hand)
		if code, out := quiet(t, "", append(append(plan, more...), "config.toml")...); code > exitFindings {
			t.Errorf("%v: exit code %d\n%s", more, code, out)
		}
	}
}

// TestSecretsInClusters lints nodes whose secrets differ, and lists findings in
// a baseline.
func TestSecretsInClusters(t *testing.T) {
	inDir(t)
	texts := secretTexts(t)
	head := "cluster.node-id = 1\nstorage.data = \"x\"\n"
	for name := range texts {
		put(t, "a.toml", head+texts[name])
		put(t, "b.toml", strings.ReplaceAll(head+texts[name], canary, canary+"b"))
		formats := []string{"text", "json", "sarif"}
		if len(name)%3 != 0 {
			formats = formats[len(name)%2 : len(name)%2+1]
		}
		for _, format := range formats {
			quiet(t, "", "lint", "--isolated", "--cluster", "--preset", "all", "--format", format, "a.toml", "b.toml")
		}
		quiet(t, "", "lint", "--isolated", "--cluster", "--preset", "all", "--write-baseline", "--baseline", "known.json", "a.toml", "b.toml")
		data, err := os.ReadFile("known.json")
		if err != nil {
			t.Fatal(err)
		}
		leak(t, []string{"", name}, "known.json", string(data))
		if err := os.Remove("known.json"); err != nil {
			t.Fatal(err)
		}
	}
}

// misplaced are inputs files with a secret where none may be. Each is refused
// without it.
var misplaced = map[string]string{
	"data": "data.kind = \"postgresql\"\ndata.password = \"SECRET\"\n", "admin": "admin.secret = \"SECRET\"\n", "number": "admin.secret = [\"SECRET\"]\n",
	"blob":   "blob.kind = \"s3\"\nblob.bucket = \"b\"\nblob.region = \"r\"\nblob.secret-key = \"SECRET\"\nblob.access-key = \"SECRET\"\n",
	"lookup": "lookup.kind = \"redis\"\nlookup.urls = [\"redis://u:SECRET@h\"]\n", "lookup2": "lookup.kind = \"redis\"\nlookup.password = \"SECRET\"\nlookup.urls = [\"redis://a\", \"redis://b\"]\n",
	"search": "search.kind = \"meilisearch\"\nsearch.url = \"https://h\"\nsearch.token = \"SECRET\"\n", "search url": "search.kind = \"meilisearch\"\nsearch.url = \"https://u:SECRET@h\"\n",
	"ldap":     "directory.kind = \"ldap\"\ndirectory.url = \"ldap://h\"\ndirectory.bind-dn = \"cn=x\"\ndirectory.base-dn = \"dc=x\"\ndirectory.password = \"SECRET\"\n",
	"ldap url": "directory.kind = \"ldap\"\ndirectory.url = \"ldap://u:SECRET@h\"\n", "oidc": "directory.kind = \"oidc\"\ndirectory.endpoint = \"ftp://u:SECRET@h/x?token=SECRET\"\n",
	"tls": "tls.challenge = \"dns-01\"\ntls.provider = \"cloudflare\"\ntls.token = \"SECRET\"\n", "acme": "tls.directory = \"https://u:SECRET@h/\"\n",
	"otel": "log.kind = \"otel\"\nlog.endpoint = \"https://u:SECRET@h\"\n", "half macro": "data.kind = \"postgresql\"\ndata.password = \"%{env:X}%SECRET\"\n",
	"typo": "data.pasword = \"SECRET\"\n", "other table": "host.password = \"SECRET\"\n", "syntax": "data.password = \"SECRET\nx = 1\n", "syntax2": "data.password = SECRET\n",
	"twice": "data.password = \"SECRET\"\ndata.password = \"SECRET\"\n", "wrong macro": "data.kind = \"postgresql\"\ndata.password = \"%{ENV:SECRET\"\n",
	"id": "node.cluster = true\nnode.id = \"SECRET\"\n", "host": "data.kind = \"postgresql\"\ndata.host = \"postgres://u:SECRET@h/db\"\n",
}

// TestSecretsInInputs refuses secrets in inputs files and in a project's
// configuration without printing them.
func TestSecretsInInputs(t *testing.T) {
	inDir(t)
	for name, text := range misplaced {
		t.Run(name, func(t *testing.T) {
			put(t, "node.toml", "profile = \"small-2g\"\nhostname = \"mail.example.org\"\n"+strings.ReplaceAll(text, "SECRET", canary+"pw"))
			if code, out := quiet(t, "", "generate", "--from", "node.toml"); code != exitUsage || out == "" {
				t.Errorf("exit code %d\n%s", code, out)
			}
		})
	}
	put(t, "config.toml", "x.y = 1\n")
	for _, text := range []string{
		"password = \"SECRET\"\n", "[host]\nram = \"https://u:SECRET@h\"\n", "target = \"redis://:SECRET@h\"\n", "preset = \"redis://:SECRET@h\"\n", "select = [\"redis://:SECRET@h\"]\n",
		"password = \"SECRET\n", "password = SECRET\n", "[severity]\npassword = \"SECRET\"\n", "[[keys]]\nid = \"x\"\nforbid = \"store.*.password\"\nvalue = \"SECRET\"\npassword = \"SECRET\"\n",
		"[[keys]]\nid = \"x\"\nforbid = \"store.*.password\"\nmatches = \"(SECRET\"\n", "[rules.\"a\"]\npassword = \"SECRET\"\n", "fail-on = \"redis://:SECRET@h\"\n",
		"[workload]\nusers = \"redis://:SECRET@h\"\n", "[[overrides]]\npaths = [\"https://u:SECRET@h/[\"]\n",
	} {
		put(t, ".stalcfg.toml", strings.ReplaceAll(text, "SECRET", canary+"pw"))
		if code, out := quiet(t, "", "lint", "config.toml"); code != exitUsage {
			t.Errorf("%q: exit code %d\n%s", text, code, out)
		}
		quiet(t, "", "config", "config.toml")
	}
}

// TestSecretsInAnswers gives secrets as answers of the interactive mode.
func TestSecretsInAnswers(t *testing.T) {
	answers := strings.Repeat("redis://u:"+canary+"a@h\nhttps://u:"+canary+"b@h\n\n", 20)
	in := generate.Inputs{}
	var out bytes.Buffer
	_, err := generate.Ask(&in, strings.NewReader(answers), &out)
	leak(t, []string{"", "interactive"}, "questions", out.String())
	if err != nil {
		leak(t, []string{"", "interactive"}, "error", err.Error())
	}
	if !strings.Contains(out.String(), "not a full name") {
		t.Errorf("the answers are not refused:\n%s", out.String())
	}
	line := generate.CommandLine([]generate.Answer{{Flag: "data-password", Values: []string{canary}}, {Flag: "lookup-url", Values: []string{"redis://u:" + canary + "@h"}}, {Flag: "tls-token", Values: []string{"%{env:T}%"}}})
	leak(t, []string{"", "interactive"}, "command", line)
	if !strings.Contains(line, "--tls-token '%{env:T}%'") {
		t.Errorf("the macro is hidden: %s", line)
	}
}
