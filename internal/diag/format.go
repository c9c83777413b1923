package diag

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// sprintf is fmt.Sprintf. Texts of findings are made of %s, %d, %q and %%, of
// strings and whole numbers, hundreds of thousands in a large run: those it
// writes itself, and leaves all else to fmt.
func sprintf(format string, args []any) string {
	if len(args) == 0 && !hasPercent(format) {
		return format
	}
	var buf [256]byte
	out, ok := appendText(buf[:0], format, args)
	if !ok {
		return fmt.Sprintf(format, args...)
	}
	return string(out)
}

func hasPercent(s string) bool {
	for i := range len(s) {
		if s[i] == '%' {
			return true
		}
	}
	return false
}

// appendText is false for what it does not know.
func appendText(out []byte, format string, args []any) (_ []byte, ok bool) {
	n, from := 0, 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		out = append(out, format[from:i]...)
		if i++; i == len(format) {
			return nil, false
		}
		from = i + 1
		if format[i] == '%' {
			out = append(out, '%')
			continue
		}
		if n == len(args) {
			return nil, false
		}
		switch verb := format[i]; v := args[n].(type) {
		case string:
			switch {
			case verb == 's':
				out = append(out, v...)
			case verb == 'q' && utf8.ValidString(v):
				out = strconv.AppendQuote(out, v)
			default:
				return nil, false
			}
		case int:
			if verb != 'd' {
				return nil, false
			}
			out = strconv.AppendInt(out, int64(v), 10)
		case uint64:
			if verb != 'd' {
				return nil, false
			}
			out = strconv.AppendUint(out, v, 10)
		case fmt.Stringer:
			if verb != 's' {
				return nil, false
			}
			out = append(out, v.String()...)
		default:
			return nil, false
		}
		n++
	}
	return append(out, format[from:]...), n == len(args)
}
