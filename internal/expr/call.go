package expr

import (
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"
)

// call carries out a function. Those that only look at their arguments are
// computed here, as far as conditions of sessions need them; the others are the
// environment's (Stalwart v0.15.5 crates/common/src/expr/functions).
func call(env Env, name string, args []Value) Value {
	if name == "if_then" {
		if truth, ok := args[0].Truth(); ok {
			if truth {
				return args[1]
			}
			return args[2]
		}
		return Value{}
	}
	f, ok := pure[name]
	if !ok {
		return env.Call(name, args)
	}
	for i := range args {
		if !args[i].known() {
			return Value{}
		}
	}
	return f(args)
}

// pure are the functions that need nothing but their arguments.
var pure = map[string]func([]Value) Value{
	"is_empty": func(a []Value) Value {
		return BoolValue(a[0].Kind == String && a[0].Text == "" || a[0].Kind == List && len(a[0].List) == 0)
	},
	"len": func(a []Value) Value {
		if a[0].Kind == List {
			return IntValue(int64(len(a[0].List)))
		}
		return IntValue(int64(len(a[0].str())))
	},
	"count": func(a []Value) Value {
		if a[0].Kind == List {
			return IntValue(int64(len(a[0].List)))
		}
		return BoolValue(a[0].Kind != String || a[0].Text != "")
	},
	"count_chars":  func(a []Value) Value { return IntValue(int64(utf8.RuneCountInString(a[0].str()))) },
	"is_number":    func(a []Value) Value { return BoolValue(a[0].Kind == Integer || a[0].Kind == Float) },
	"is_ip_addr":   func(a []Value) Value { _, err := netip.ParseAddr(a[0].str()); return BoolValue(err == nil) },
	"is_ipv4_addr": func(a []Value) Value { ip, _ := netip.ParseAddr(a[0].str()); return BoolValue(ip.Is4()) },
	"is_ipv6_addr": func(a []Value) Value { ip, _ := netip.ParseAddr(a[0].str()); return BoolValue(ip.Is6()) },
	"has_digits":   func(a []Value) Value { return BoolValue(strings.ContainsAny(a[0].str(), "0123456789")) },
	"starts_with":  func(a []Value) Value { return BoolValue(strings.HasPrefix(a[0].str(), a[1].str())) },
	"ends_with":    func(a []Value) Value { return BoolValue(strings.HasSuffix(a[0].str(), a[1].str())) },
	"contains":     contains2,
	"contains_ignore_case": func(a []Value) Value {
		if a[0].Kind != List {
			return BoolValue(strings.Contains(strings.ToLower(a[0].str()), strings.ToLower(a[1].str())))
		}
		for _, x := range a[0].List {
			if x.Kind == String && asciiFold(x.Text) == asciiFold(a[1].str()) {
				return BoolValue(true)
			}
		}
		return BoolValue(false)
	},
	"eq_ignore_case": func(a []Value) Value { return BoolValue(asciiFold(a[0].str()) == asciiFold(a[1].str())) },
	"is_intersect":   intersect,
	"to_lowercase":   onText(strings.ToLower),
	"to_uppercase":   onText(strings.ToUpper),
	"trim":           onText(strings.TrimSpace),
	"trim_start":     onText(func(s string) string { return strings.TrimLeftFunc(s, unicode.IsSpace) }),
	"trim_end":       onText(func(s string) string { return strings.TrimRightFunc(s, unicode.IsSpace) }),
}

func asciiFold(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

func onText(f func(string) string) func([]Value) Value {
	return func(a []Value) Value {
		if a[0].Kind == List {
			return Value{}
		}
		return TextValue(f(a[0].str()))
	}
}

func contains2(a []Value) Value {
	if a[0].Kind != List {
		return BoolValue(strings.Contains(a[0].str(), a[1].str()))
	}
	return BoolValue(holds(a[0].List, a[1]))
}

func holds(list []Value, v Value) bool {
	for _, x := range list {
		if equal(x, v) {
			return true
		}
	}
	return false
}

func intersect(a []Value) Value {
	list, other := a[0], a[1]
	if list.Kind != List {
		list, other = other, list
	}
	switch {
	case list.Kind != List:
		return BoolValue(false)
	case other.Kind != List:
		return BoolValue(holds(list.List, other))
	}
	for _, x := range other.List {
		if holds(list.List, x) {
			return BoolValue(true)
		}
	}
	return BoolValue(false)
}
