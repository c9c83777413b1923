package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/source"
)

// TestNoMendOpensARelay demands that a condition which the server refuses is not
// mended into one that holds for everybody.
func TestNoMendOpensARelay(t *testing.T) {
	l := lint.New(lint.Options{Selection: lint.Selection{Only: []string{"expression"}}})
	for condition, mended := range map[string]bool{
		"authenticated": false, "authenticated && is_tls": false, "some words": false, "user@example.org": false,
		"remote-ip": false, "remote-ip && is_tls": false,
		"sender == foo": true, "matches('x', foo)": true, "starts_with(remote-ip, '10.')": true,
		"!is_empty(authenticated-as)": true, "rcptdomain == 'x'": true,
	} {
		text := fmt.Sprintf("[session.rcpt]\nrelay = [ { if = %q, then = true }, { else = false } ]\n", condition)
		r := l.Lint(source.New("relay.toml", []byte(text)))
		if len(r.Findings) == 0 {
			t.Errorf("%s: no finding", condition)
		}
		found := false
		for _, f := range r.Findings {
			found = found || f.Fix != nil && strings.HasPrefix(f.Name, "expression/")
		}
		if found != mended {
			t.Errorf("%s: mended = %v", condition, found)
		}
	}
}
