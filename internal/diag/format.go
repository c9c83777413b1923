package diag

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/stalcfg/stalcfg/internal/host"
)

// sprintf is fmt.Sprintf. Texts of findings are made of %s, %d, %q and %%, of
// strings and whole numbers, hundreds of thousands in a large run: those it
// writes itself, and leaves all else to fmt.
func sprintf(format string, args []any) string {
	if len(args) == 0 && strings.IndexByte(format, '%') < 0 {
		return format
	}
	var buf [512]byte
	out, ok := appendText(buf[:0], format, args)
	if !ok {
		return fmt.Sprintf(format, args...)
	}
	return string(out)
}

// appendText is false for what it does not know.
func appendText(out []byte, format string, args []any) (_ []byte, ok bool) {
	n := 0
	for {
		at := strings.IndexByte(format, '%')
		if at < 0 {
			return append(out, format...), n == len(args)
		}
		if at+1 == len(format) {
			return nil, false
		}
		out = append(out, format[:at]...)
		verb := format[at+1]
		format = format[at+2:]
		if verb == '%' {
			out = append(out, '%')
			continue
		}
		if n == len(args) {
			return nil, false
		}
		switch v := args[n].(type) {
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
		case host.Bytes:
			if verb != 's' {
				return nil, false
			}
			out = host.AppendSize(out, uint64(v))
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
}
