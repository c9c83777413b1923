package history

import "strings"

// sign is a piece of a value that dates it.
type sign struct {
	word     string
	from, to Version
	text     string
}

var last = Version{0, 15, 5}

// exprSigns date the words of an expression, most telling first. Variables and
// functions: detect by the release whose vocabulary first holds them.
var exprSigns = [...]sign{
	{"queue_name", Version{0, 13, 0}, last, "expression variable queue_name"},
	{"queue_age", Version{0, 13, 0}, last, "expression variable queue_age"},
	{"received_via_port", Version{0, 13, 0}, last, "expression variable received_via_port"},
	{"config_get", Version{0, 11, 2}, last, "expression function config_get"},
	{"asn", Version{0, 11, 0}, last, "expression variable asn"},
	{"country", Version{0, 11, 0}, last, "expression variable country"},
	{"url_path", Version{0, 9, 1}, last, "expression variable url_path"},
	{"retry_num", Version{0, 8, 0}, last, "expression variable retry_num"},
	{"last_error", Version{0, 8, 0}, last, "expression variable last_error"},
	{"notify_num", Version{0, 8, 0}, last, "expression variable notify_num"},
	{"local_port", Version{0, 7, 0}, last, "expression variable local_port"},
	{"is_tls", Version{0, 7, 0}, last, "expression variable is_tls"},
	{"key_get", Version{0, 6, 0}, last, "expression function key_get"},
	{"sql_query", Version{0, 7, 0}, last, "expression function sql_query"},
	{"ipv4_then_ipv6", Version{0, 6, 0}, last, "address order with underscores"},
	{"rcpt_domain", Version{0, 6, 0}, last, "expression variable with an underscore"},
	{"authenticated_as", Version{0, 6, 0}, last, "expression variable with an underscore"},
	{"is_local_domain", Version{0, 6, 0}, last, "expression function is_local_domain"},
	{"ipv4-then-ipv6", Version{0, 3, 0}, Version{0, 5, 3}, "address order with hyphens"},
}

// fromValue looks at the values that date a file by themselves. It asks only
// for the values of settings that can.
func fromValue(key string, k kind, value func(string) (string, bool)) (marker, bool) {
	tail := key[strings.LastIndexByte(key, '.')+1:]
	switch tail {
	case "if":
		return ruleMarker(key, value)
	case "type", "protocol", "method":
		return wordMarker(key, tail, value)
	case "transport":
		if v, ok := value(key); ok && v == "gprc" {
			return mark(key, Version{0, 7, 0}, Version{0, 8, 5}, `transport spelt "gprc"`)
		}
		return marker{}, false
	}
	v, ok := "", false
	if k == expression || k == list {
		v, ok = value(key)
	} else if strings.HasSuffix(key, "cert") || strings.HasSuffix(key, "private-key") || strings.HasSuffix(key, "secret") {
		v, ok = value(key)
	}
	if !ok {
		return marker{}, false
	}
	return textMarker(key, k, v)
}

// textMarker dates the text of an expression, and macros.
func textMarker(key string, k kind, v string) (marker, bool) {
	switch {
	case strings.HasPrefix(v, "file://"):
		return mark(key, Version{0, 3, 0}, Version{0, 6, 0}, "a file:// value")
	case strings.Contains(v, "%{env:") || strings.Contains(v, "%{file:") || strings.Contains(v, "%{cfg:"):
		return mark(key, Version{0, 7, 0}, last, "a %{env:…}%, %{file:…}% or %{cfg:…}% macro")
	case k != expression:
		return marker{}, false
	}
	for i := range exprSigns {
		if s := &exprSigns[i]; hasWord(v, s.word) {
			return mark(key, s.from, s.to, s.text)
		}
	}
	return marker{}, false
}

// ruleMarker tells the rule tables of 0.3 to 0.5, whose "if" names a variable,
// from expressions.
func ruleMarker(key string, value func(string) (string, bool)) (marker, bool) {
	base := strings.TrimSuffix(key, "if")
	for _, op := range [...]string{"eq", "ne", "in-list", "not-in-list", "starts-with", "ends-with", "matches"} {
		if _, ok := value(base + op); ok {
			return mark(key, Version{0, 3, 0}, Version{0, 5, 3}, `a rule with "`+op+`"`)
		}
	}
	v, ok := value(key)
	if !ok {
		return marker{}, false
	}
	if m, ok := textMarker(key, expression, v); ok {
		return m, true
	}
	if strings.ContainsAny(v, "=!<>()'") {
		return mark(key, Version{0, 6, 0}, last, "a condition written as an expression")
	}
	return marker{}, false
}

// wordMarker dates the kind of a store, directory, listener or tracer.
func wordMarker(key, tail string, value func(string) (string, bool)) (marker, bool) {
	group, _, _ := strings.Cut(key, ".")
	switch {
	case group == "server" && tail == "protocol" && strings.HasPrefix(key, "server.listener."):
		group = "listener"
	case tail == "type" && (group == "store" || group == "directory" || group == "tracer"):
		if strings.Count(key, ".") != 2 {
			return marker{}, false
		}
	default:
		return marker{}, false
	}
	v, ok := value(key)
	if !ok {
		return marker{}, false
	}
	for i := range wordRows {
		w := &wordRows[i]
		if w.group == group && strings.EqualFold(w.word, v) && strings.HasSuffix(w.setting, tail) && strings.Contains(w.setting, "*") {
			var m mask
			m.add(w.read)
			return marker{key, m, tail + ` "` + v + `"`}, true
		}
	}
	return marker{}, false
}

func mark(key string, from, to Version, text string) (marker, bool) {
	return marker{key, between(from, to), text}, true
}
