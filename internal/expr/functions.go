package expr

// function is a built-in with the number of arguments it takes.
type function struct {
	name string
	args int
}

// functions are those of Stalwart v0.15.5 crates/common/src/expr/functions/mod.rs.
var functions = [...]function{
	{"config_get", 1}, {"contains", 2}, {"contains_ignore_case", 2}, {"count", 1}, {"count_chars", 1},
	{"count_lowercase", 1}, {"count_spaces", 1}, {"count_uppercase", 1}, {"counter_get", 2}, {"counter_incr", 3},
	{"dedup", 1}, {"dns_query", 2}, {"email_part", 2}, {"ends_with", 2}, {"eq_ignore_case", 2}, {"has_digits", 1},
	{"hash", 2}, {"if_then", 3}, {"ip_reverse_name", 1}, {"is_email", 1}, {"is_empty", 1}, {"is_intersect", 2},
	{"is_ip_addr", 1}, {"is_ipv4_addr", 1}, {"is_ipv6_addr", 1}, {"is_local_address", 2}, {"is_local_domain", 2},
	{"is_lowercase", 1}, {"is_number", 1}, {"is_uppercase", 1}, {"key_exists", 2}, {"key_get", 2}, {"key_set", 3},
	{"len", 1}, {"lines", 1}, {"matches", 2}, {"rsplit", 2}, {"rsplit_once", 2}, {"sort", 2}, {"split", 2},
	{"split_n", 3}, {"split_once", 2}, {"split_words", 1}, {"sql_query", 3}, {"starts_with", 2}, {"strip_prefix", 2},
	{"strip_suffix", 2}, {"substring", 3}, {"to_lowercase", 1}, {"to_uppercase", 1}, {"trim", 1}, {"trim_end", 1},
	{"trim_start", 1}, {"winnow", 1},
}

// arity gives the number of arguments of a function that stands as a plain
// name; matches and config_get are recognised with their parenthesis only.
func arity(name string) (int, bool) {
	if name == "matches" || name == "config_get" {
		return 0, false
	}
	for _, f := range functions {
		if f.name == name {
			return f.args, true
		}
	}
	return 0, false
}

// Functions gives the names of all functions in order.
func Functions() []string {
	out := make([]string, len(functions))
	for i, f := range functions {
		out[i] = f.name
	}
	return out
}
