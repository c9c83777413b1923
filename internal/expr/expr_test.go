package expr_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stalcfg/stalcfg/internal/expr"
	_ "github.com/stalcfg/stalcfg/internal/golden" // the -update flag
	"github.com/stalcfg/stalcfg/internal/golden/published"
)

// all is the scope the vectors were recorded with: every variable of sessions
// and queues, no constants.
var all = &expr.Scope{Variables: []string{
	"rcpt", "rcpt_domain", "sender", "sender_domain", "mx", "helo_domain", "authenticated_as", "listener", "remote_ip",
	"remote_port", "local_ip", "local_port", "priority", "protocol", "is_tls", "retry_num", "notify_num", "expires_in",
	"last_status", "last_error", "queue_name", "queue_age", "asn", "country", "received_from_ip", "received_via_port",
	"source", "size",
}}

// TestVectors compares with what the server's real parser did.
func TestVectors(t *testing.T) {
	published.Lines(t, "dialect/expressions.jsonl", 1000, func(line []byte) {
		var v struct {
			Input      string
			Accepted   bool
			WellFormed bool `json:"well_formed"`
		}
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		e := expr.Parse(v.Input, all)
		if e.Accepted != v.Accepted || v.Accepted && e.WellFormed != v.WellFormed {
			t.Errorf("%q: accepted %v, well formed %v; the server %v, %v (%v)", v.Input, e.Accepted, e.WellFormed, v.Accepted, v.WellFormed, e.Problems)
		}
		if e.Accepted != (len(e.Problems) == 0 || e.Problems[0].Kind == expr.Meaningless || e.Problems[0].Kind == expr.BadRegex) {
			t.Errorf("%q: accepted %v with %v", v.Input, e.Accepted, e.Problems)
		}
	})
}

func TestProblems(t *testing.T) {
	scope := &expr.Scope{Variables: []string{"rcpt", "rcpt_domain", "is_tls"}, Constants: []string{"relaxed", "strict"}}
	for _, c := range []struct {
		text       string
		kind       expr.Kind
		start, end int
		suggestion string
	}{
		{"1 +", expr.Meaningless, 2, 3, ""},
		{"rcpt ==", expr.Meaningless, 5, 7, ""},
		{"", expr.Meaningless, 0, 0, ""},
		{"rcpt 'x'", expr.Meaningless, 0, 8, ""},
		{"rcpt == foo", expr.UnquotedString, 8, 11, "'foo'"},
		{"rcptt == 'foo'", expr.UnknownName, 0, 5, "rcpt"},
		{"queue_age > 5", expr.NotHere, 0, 9, ""},
		{"is_local_adress('*', rcpt)", expr.UnknownFunction, 0, 15, "is_local_address"},
		{"is_local_domain(rcpt)", expr.Arity, 0, 15, ""},
		{"matches('(', rcpt)", expr.BadRegex, 8, 11, ""},
		{"matches('(?=a)', rcpt)", expr.BadRegex, 8, 15, ""},
		{"rcpt == 'x", expr.Syntax, 8, 10, ""},
		{"(rcpt", expr.Syntax, 5, 5, ""},
		{"rcpt)", expr.Syntax, 4, 5, ""},
		{"is_tls\t", expr.Syntax, 6, 7, ""},
		{"mail.example.org", expr.UnquotedString, 0, 16, "'mail.example.org'"},
	} {
		e := expr.Parse(c.text, scope)
		if len(e.Problems) != 1 {
			t.Errorf("%q: %d problems", c.text, len(e.Problems))
			continue
		}
		if p := e.Problems[0]; p.Kind != c.kind || p.Start != c.start || p.End != c.end || p.Suggestion != c.suggestion || p.Message == "" {
			t.Errorf("%q: %+v", c.text, p)
		}
	}
	for text, want := range map[string]string{"true": "boolean", "5m": "duration", "25": "integer", "1.5": "float", "'x'": "string", "relaxed": "constant"} {
		if e := expr.Parse(text, scope); e.Constant == nil || e.Constant.Kind != want {
			t.Errorf("%q: %+v", text, e.Constant)
		}
	}
}

// TestSwallowed: a single = takes the next byte away, which matters unless it
// is white space or makes another operator.
func TestSwallowed(t *testing.T) {
	for _, c := range []struct {
		text string
		want []int
	}{
		{"local_port=25", []int{10}},
		{"local_port = 25", nil},
		{"local_port =\n25", nil},
		{"local_port == 25 && size=> 1 && size =< 2 && size >= 3 && size != 4", nil},
		{"rcpt == '=x' && !'a=b'", nil},
		{"size >'5=' && local_port=25", []int{24}},
		{"is_tls } local_port=25", nil},
		{"size ==", nil},
		{"size =", nil},
	} {
		if diff := cmp.Diff(c.want, expr.Parse(c.text, all).Swallowed); diff != "" {
			t.Errorf("%q: %s", c.text, diff)
		}
	}
	e := expr.Parse("rcpt='x'", all)
	if e.Accepted || len(e.Problems) != 1 || e.Problems[0].Kind != expr.Syntax || e.Problems[0].Start != 4 || e.Problems[0].End != 5 {
		t.Errorf("rcpt='x': %+v", e.Problems)
	}
}

func TestCheckRegex(t *testing.T) {
	for pattern, want := range map[string]expr.Verdict{
		"^(.+)@(.+)$": expr.OK, `\d+`: expr.OK, "(?i)x": expr.OK, "(?<name>x)": expr.OK, "[(?=]": expr.OK,
		"(": expr.Invalid, "a)": expr.Invalid, "(?!x)": expr.Invalid, `(a)\1`: expr.Invalid, "[a": expr.Invalid, "*a": expr.Invalid,
		`\u{41}`: expr.Unchecked, "[a-z&&[^x]]": expr.Unchecked, "(?x) a": expr.Unchecked,
	} {
		if got, why := expr.CheckRegex(pattern); got != want {
			t.Errorf("%q: %v (%s), want %v", pattern, got, why, want)
		}
	}
}

// FuzzParse demands that nothing makes the parser panic and that problems lie
// inside the text.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"rcpt == 'x'", "matches('^a', rcpt) && $1", "[1, -2]", "if_then(a, b", "config_get('x')", "}", "((", "1.2.3", "!-!"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range expr.Parse(s, all).Problems {
			if p.Start < 0 || p.End < p.Start || p.End > len(s) {
				t.Fatalf("%q: %+v", s, p)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		expr.Parse("is_local_domain('*', rcpt_domain) && !is_empty(authenticated_as) || remote_ip == '10.0.0.1'", all)
	}
}
