package dialect

import (
	"strings"
	"time"
)

// IsScalar reports whether an unquoted word is a boolean, number or date of
// TOML 1.0, as far as the server's alphabet (letters, digits, . + -) reaches.
func IsScalar(v string) bool {
	switch v {
	case "true", "false", "inf", "nan", "+inf", "-inf", "+nan", "-nan":
		return true
	}
	if _, err := time.Parse(time.DateOnly, v); err == nil {
		return true
	}
	digits := unsigned(v)
	if len(digits) > 2 && digits[0] == '0' && digits == v {
		if set, ok := map[byte]string{'x': "0123456789abcdefABCDEF", 'o': "01234567", 'b': "01"}[digits[1]]; ok {
			return strings.Trim(digits[2:], set) == ""
		}
	}
	return tomlNumber(digits)
}

// tomlNumber reports whether the text is an unsigned decimal integer or float
// of TOML.
func tomlNumber(s string) bool {
	mantissa, exp, hasExp := strings.Cut(strings.ReplaceAll(s, "E", "e"), "e")
	if hasExp && !allDigits(unsigned(exp)) {
		return false
	}
	whole, frac, hasFrac := strings.Cut(mantissa, ".")
	if hasFrac && !allDigits(frac) {
		return false
	}
	return allDigits(whole) && (len(whole) == 1 || whole[0] != '0')
}

// unsigned is the text without the one sign it may begin with.
func unsigned(s string) string {
	if s != "" && (s[0] == '+' || s[0] == '-') {
		return s[1:]
	}
	return s
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
