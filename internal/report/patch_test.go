package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stalcfg/stalcfg/internal/report"
)

func TestPatch(t *testing.T) {
	before := "[authentication.fallback-admin]\nsecret=\"correct horse\"\ncert = '''-----BEGIN PRIVATE KEY-----\nMIIBsecretsecretsecret\n-----END PRIVATE KEY-----\n'''\nuser='a\x1b'\n"
	after := strings.NewReplacer("secret=", "secret = ", "user=", "user = ").Replace(before)
	want := `--- a/etc/config.toml
+++ b/etc/config.toml
@@ -1,7 +1,7 @@
 [authentication.fallback-admin]
-secret=***
+secret = ***
 cert = ***
 ***
 ***
 ***
-user='a\x1b'
+user = 'a\x1b'
`
	got := report.Patch("/etc/config.toml", []byte(before), []byte(after), report.PatchOptions{Terminal: true})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	got = report.Patch("config.toml", []byte(before), []byte(after), report.PatchOptions{ShowSecrets: true})
	for _, line := range []string{"-secret=\"correct horse\"\n", "+user = 'a\x1b'\n", " MIIBsecretsecretsecret\n"} {
		if !strings.Contains(got, line) {
			t.Errorf("%q is not in\n%s", line, got)
		}
	}
}
