package expr_test

import (
	"testing"

	"github.com/stalcfg/stalcfg/internal/expr"
)

// fixed is an environment with a few known variables.
type fixed map[string]expr.Value

func (f fixed) Variable(name string) expr.Value { return f[name] }

func (f fixed) Call(name string, args []expr.Value) expr.Value {
	if name == "is_local_domain" && args[1].Text == "example.org" {
		return expr.BoolValue(true)
	}
	return expr.Value{}
}

func TestEval(t *testing.T) {
	env := fixed{
		"authenticated_as": expr.TextValue(""), "remote_ip": expr.TextValue("198.51.100.7"), "local_port": expr.IntValue(25),
		"rcpt_domain": expr.TextValue("example.org"), "sender": expr.TextValue("A@b.example"),
	}
	const unknown = "unknown"
	for text, want := range map[string]string{
		// the ways people write "has logged in", all false here
		"!is_empty(authenticated_as)": "false", "authenticated_as": "false", "authenticated_as != ''": "false",
		"!(authenticated_as == '')": "false", "len(authenticated_as) > 0": "false", "len(authenticated_as)>=1": "false",
		"is_empty(authenticated_as) == false": "false", "if_then(is_empty(authenticated_as), false, true)": "false",
		"count(authenticated_as)": "false", "contains(authenticated_as, '@')": "false", "matches('.+', authenticated_as)": "false",
		"!!authenticated_as": "false", "'' != authenticated_as": "false", "is_empty(authenticated_as) ^ true": "false",
		// one known side is enough
		"!is_empty(authenticated_as) && key_exists('x', remote_ip)": "false",
		"!is_empty(authenticated_as) || key_exists('x', remote_ip)": unknown,
		"is_empty(authenticated_as) || key_exists('x', remote_ip)":  "true",
		"is_local_domain('*', rcpt_domain)":                         "true",
		"!is_local_domain('*', rcpt_domain) && helo_domain == 'a'":  "false",
		"local_port == 25":                                             "true",
		"local_port = 25":                                              "true",
		"local_port != '25'":                                           "false",
		"starts_with(remote_ip, '198.')":                               "true",
		"contains(['198.51.100.7', '::1'], remote_ip)":                 "true",
		"is_intersect(remote_ip, ['10.0.0.1'])":                        "false",
		"['10.0.0.1', remote_ip][1] == remote_ip":                      "true",
		"matches('^198\\.51', remote_ip)":                              "true",
		"matches('^10\\.', remote_ip)":                                 "false",
		"eq_ignore_case(sender, 'a@B.EXAMPLE')":                        "true",
		"to_lowercase(sender) == 'a@b.example'":                        "true",
		"helo_domain == 'x'":                                           unknown,
		"config_get('x') == 'y'":                                       unknown,
		"local_port => 25 && local_port =< 25 && local_port > 24":      "true",
		"'a' + 'b' == 'ab' && -1 < 0 && 1.5 > 1 && 'ab' > 'aa' && 5m ": "true",
		"1 +": unknown, "is_empty(": unknown, "1 2": unknown, "": unknown, "true": "true", "0": "false", "''": "false", "[]": "false",
	} {
		got := unknown
		if truth, known := expr.Parse(text, all).Eval(env).Truth(); known {
			got = map[bool]string{true: "true", false: "false"}[truth]
		}
		if got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}
