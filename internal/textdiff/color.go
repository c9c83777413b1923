package textdiff

import "strings"

// Colored adds the usual terminal colours to a unified diff: bold headers, cyan
// hunk lines, red deletions, green insertions. Control characters of the texts
// are not touched: whoever shows a diff on a terminal makes them harmless.
func Colored(diff string) string {
	var b strings.Builder
	body := false // below the first @@, where --- is a deleted line
	for _, line := range strings.SplitAfter(diff, "\n") {
		text, feed := strings.TrimSuffix(line, "\n"), ""
		if len(text) < len(line) {
			feed = "\n"
		}
		code := ""
		switch {
		case strings.HasPrefix(text, "@@ "):
			code, body = "36", true
		case !body && (strings.HasPrefix(text, "--- ") || strings.HasPrefix(text, "+++ ")):
			code = "1"
		case strings.HasPrefix(text, "-"):
			code = "31"
		case strings.HasPrefix(text, "+"):
			code = "32"
		}
		if code != "" {
			text = "\x1b[" + code + "m" + text + "\x1b[0m"
		}
		b.WriteString(text + feed)
	}
	return b.String()
}
