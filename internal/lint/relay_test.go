package lint_test

import (
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/lint"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/rules"
)

const public = "[server.listener.smtp]\nbind = \"[::]:25\"\nprotocol = \"smtp\"\n[server.listener.submission]\nbind = [\"[::]:587\", \"0.0.0.0:2525\"]\nprotocol = \"smtp\"\n"

// relaySays gives what the rule about open relays says of a file.
func relaySays(text string) string {
	r, _ := rules.Find("security/open-relay")
	l := lint.New(lint.Options{Selection: lint.Selection{Preset: rules.All}})
	for _, f := range l.Lint(source.New("x.toml", []byte(text))).Findings {
		switch {
		case f.Code != r.Code:
		case f.Severity == diag.Warning:
			return "claim"
		case strings.Contains(f.Message, "as text"):
			return "prefix"
		default:
			return "open"
		}
	}
	return ""
}

// TestClosedRelay: the ways to say "only who has logged in", and "only these
// hosts", are none of them an open relay.
func TestClosedRelay(t *testing.T) {
	for _, relay := range []string{
		"!is_empty(authenticated_as)", "authenticated_as", "authenticated_as != ''", "!(authenticated_as == '')", "len(authenticated_as) > 0",
		"len(authenticated_as) >= 1", "0 < len(authenticated_as)", "!(is_empty(authenticated_as))", "is_empty(authenticated_as) == false",
		"if_then(is_empty(authenticated_as), false, true)", "!is_empty( authenticated_as )", "count(authenticated_as)",
		"matches('.+', authenticated_as)", "contains(authenticated_as, '@')", "authenticated_as == 'admin@example.org'", "is_email(authenticated_as)",
		"is_local_address('*', authenticated_as)", "is_empty(authenticated_as) ^ true", "!is_empty(authenticated_as) && is_local_domain('*', sender_domain)",
		"!is_empty(authenticated_as) || starts_with(remote_ip, '10.')", "!is_empty(authenticated_as) || starts_with(remote_ip, '192.168.')",
		"!is_empty(authenticated_as) || starts_with(remote_ip, '192.168.1')", "!is_empty(authenticated_as) || starts_with(remote_ip, '172.17.')",
		"!is_empty(authenticated_as) || remote_ip == '203.0.113.77'", "!is_empty(authenticated_as) || starts_with(remote_ip, '203.0.113.')",
		"!is_empty(authenticated_as) || starts_with(remote_ip, '203.0.11')", "!is_empty(authenticated_as) || starts_with(remote_ip, '8.')",
		"!is_empty(authenticated_as) || starts_with(remote_ip, '127.') || remote_ip == '::1'", "starts_with(remote_ip, 'fd')", "matches('^10\\.', remote_ip)",
		"contains(['10.0.0.1', '203.0.113.9'], remote_ip)", "key_exists('relay', remote_ip)", "!is_empty(authenticated_as) || key_exists('relay', remote_ip)",
		"is_local_domain('*', rcpt_domain)", "is_local_address('*', rcpt)", "is_local_domain('', rcpt_domain) || !is_empty(authenticated_as)",
		"local_port != 25", "local_port == 587 || !is_empty(authenticated_as)", "listener == 'submission'", "listener != 'smtp'", "local_port == 2525",
		"false", "''", "0", "rcpt_domain == 'example.org'", "sql_query('db', 'SELECT 1', remote_ip)", "config_get('x') == 'y'", "asn == 64500 || country == 'DE'",
		"true ||", "nonsense", "remote_ip == '203.0.113.77' && sender_domain == 'example.org'", "local_ip == '10.0.0.1'",
	} {
		if says := relaySays(public + "[session.rcpt]\nrelay = " + quoteTOML(relay) + "\n"); says != "" {
			t.Errorf("%s: %s", relay, says)
		}
		if relay == "''" || strings.HasPrefix(relay, "true ||") || relay == "nonsense" {
			continue
		}
		text := public + "[session.rcpt]\nrelay = [{ if = " + quoteTOML(relay) + ", then = true }, { else = false }]\n"
		if says := relaySays(text); says != "" {
			t.Errorf("if %s: %s", relay, says)
		}
	}
}

// TestOpenRelay: these let strangers through, or who claims to be somebody.
func TestOpenRelay(t *testing.T) {
	for relay, want := range map[string]string{
		"true": "open", "1": "open", "'yes'": "open", "is_empty(authenticated_as)": "open", "!is_local_domain('*', rcpt_domain)": "open",
		"remote_ip != '10.0.0.1'": "open", "local_port == 25": "open", "listener == 'smtp'": "open", "!is_empty(remote_ip)": "open",
		"is_empty(authenticated_as) || key_exists('x', remote_ip)": "open", "!starts_with(remote_ip, '10.')": "open", "!!true": "open",
		"starts_with(remote_ip, '10')": "prefix", "starts_with(remote_ip, '172.')": "prefix", "starts_with(remote_ip, '192')": "prefix",
		"!is_empty(authenticated_as) || starts_with(remote_ip, '172.1')": "prefix", "matches('^10', remote_ip)": "prefix",
		"starts_with(remote_ip, '127.0.0.') || starts_with(remote_ip, '1')": "prefix",
		"is_local_domain('*', sender_domain)":                               "claim", "is_local_address('', sender)": "claim",
		"sender_domain == 'example.org'": "claim", "ends_with(sender, '@example.org')": "claim", "sender == 'app@example.org'": "claim",
		"helo_domain == 'relay.example.org'": "claim", "eq_ignore_case(sender_domain, 'Example.org')": "claim",
		"contains(['a.example', 'b.example'], sender_domain)": "claim", "ends_with(sender_domain, '.example.org')": "claim",
	} {
		if says := relaySays(public + "[session.rcpt]\nrelay = " + quoteTOML(relay) + "\n"); says != want {
			t.Errorf("%s: %q, want %q", relay, says, want)
		}
	}
}

// TestRelayEntrances: whether it is open depends on who can come in.
func TestRelayEntrances(t *testing.T) {
	const relay = "[session.rcpt]\nrelay = true\n"
	listener := func(bind, more string) string {
		return "[server.listener.a]\nbind = " + bind + "\nprotocol = \"smtp\"\n" + more
	}
	for text, want := range map[string]string{
		relay:                               "open",
		listener(`"[::]:25"`, relay):        "open",
		listener(`"203.0.113.5:25"`, relay): "open",
		listener(`["127.0.0.1:25", "[::]:25"]`, relay):                                                              "open",
		listener(`"127.0.0.1:25"`, relay):                                                                           "", // from this host only
		listener(`"10.0.0.5:25"`, relay):                                                                            "",
		listener(`"[fd00::1]:25"`, relay):                                                                           "",
		listener(`"%{env:BIND}%"`, relay):                                                                           "",
		listener(`"[::]:587"`, relay):                                                                               "", // a login is required there
		listener(`"[::]:2525"`, relay):                                                                              "",
		"[server.listener.i]\nbind = \"[::]:143\"\nprotocol = \"imap\"\n" + relay:                                   "", // no SMTP at all
		listener(`"[::]:2525"`, relay+"[session.auth]\nrequire = false\n"):                                          "open",
		listener(`"[::]:25"`, relay+"[session.auth]\nrequire = true\n"):                                             "",
		listener(`"[::]:25"`, relay+"[session.auth]\nrequire = \"local_port != 25\"\n"):                             "open",
		listener(`"[::]:25"`, relay+"[session.auth]\nrequire = \"key_exists('x', remote_ip)\"\n"):                   "",
		listener(`"[::]:25"`, relay+"[session.mail]\nis-allowed = \"!is_empty(authenticated_as)\"\n"):               "",
		listener(`"[::]:25"`, relay+"[session.mail]\nis-allowed = true\n"):                                          "open",
		listener(`"[::]:25"`, "[session.rcpt]\nrelay = \"%{env:RELAY}%\"\n"):                                        "",
		listener(`"[::]:25"`, "[session.rcpt]\nrelay = [{if = \"%{env:X}%\", then = false}, {else = true}]\n"):      "",
		listener(`"[::]:25"`, "[session.rcpt]\nrelay = [{if = \"local_port == 2025\", then=false}, {else=true}]\n"): "open",
		listener(`"[::]:25"`, "[session.rcpt]\nrelay = [{if = \"is_tls\", then=true}, {else=false}]\n"):             "open",
		listener(`"[::]:25"`, "[session.rcpt]\nrelay = [\"authenticated\"]\n"):                                      "",
	} {
		if says := relaySays(text); says != want {
			t.Errorf("%q, want %q:\n%s", says, want, text)
		}
	}
}

func quoteTOML(s string) string { return `"` + strings.ReplaceAll(s, `\`, `\\`) + `"` }
