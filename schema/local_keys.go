package schema

import "strings"

// Scope tells where the server expects a setting.
type Scope uint8

// The scopes.
const (
	Database Scope = iota // in the data store; a value in the file wins, with a warning at start
	Local                 // in the file; a value in the data store is ignored
)

// String is the word used in output.
func (s Scope) String() string {
	if s == Local {
		return "local"
	}
	return "database"
}

// BuiltinLocalPatterns is the list the server uses when the file has no
// config.local-keys (Stalwart v0.15.5 crates/common/src/manager/config.rs).
func BuiltinLocalPatterns() []string {
	return []string{
		"store.*", "directory.*", "tracer.*", "!server.blocked-ip.*", "!server.allowed-ip.*", "server.*",
		"certificate.*", "config.local-keys.*", "authentication.fallback-admin.*", "cluster.*",
		"storage.data", "storage.blob", "storage.lookup", "storage.fts", "storage.directory", "enterprise.license-key",
	}
}

// LocalPattern is one entry of config.local-keys.
type LocalPattern struct {
	Text    string
	Exclude bool
	kind    patternKind
	body    string
}

type patternKind uint8

const (
	matchAll patternKind = iota
	matchPrefix
	matchSuffix
	matchGlob
	matchExact
)

// ParseLocalPattern reads one entry; ok is false for an empty one, which the
// server skips.
func ParseLocalPattern(text string) (p LocalPattern, ok bool) {
	body := strings.TrimSpace(text)
	p.Text = text
	if p.Exclude = strings.HasPrefix(body, "!"); p.Exclude {
		body = strings.TrimSpace(body[1:])
	}
	body = LowerASCII(body)
	if body == "" {
		return p, false
	}
	switch {
	case body == "*":
		p.kind = matchAll
	case strings.HasSuffix(body, "*"):
		p.kind, p.body = matchPrefix, body[:len(body)-1]
	case strings.HasPrefix(body, "*"):
		p.kind, p.body = matchSuffix, body[1:]
	case strings.Contains(body, "*"):
		p.kind, p.body = matchGlob, body
	default:
		p.kind, p.body = matchExact, body
	}
	return p, true
}

// Match reports whether the pattern covers the key.
func (p *LocalPattern) Match(key string) bool {
	switch p.kind {
	case matchAll:
		return true
	case matchPrefix:
		// Most patterns fail on their first letter.
		return len(key) >= len(p.body) && (p.body == "" || key[0] == p.body[0]) && key[:len(p.body)] == p.body
	case matchSuffix:
		return strings.HasSuffix(key, p.body)
	case matchGlob:
		return glob(p.body, key)
	}
	return key == p.body
}

// Dead reports whether the pattern can never match: with a * at one end, every
// other one is a literal star.
func (p *LocalPattern) Dead() bool {
	return (p.kind == matchPrefix || p.kind == matchSuffix) && strings.Contains(p.body, "*")
}

// LocalKeys is a compiled list of patterns.
type LocalKeys struct{ patterns []LocalPattern }

// NewLocalKeys compiles a list. The server adds config.local-keys.* to a list
// of the file by itself.
func NewLocalKeys(patterns []string) *LocalKeys {
	l := &LocalKeys{make([]LocalPattern, 0, len(patterns))}
	for _, text := range patterns {
		if p, ok := ParseLocalPattern(text); ok {
			l.patterns = append(l.patterns, p)
		}
	}
	return l
}

// Local reports whether a key belongs into the file. An exclusion wins wherever
// it stands.
func (l *LocalKeys) Local(key string) bool {
	found := false
	for i := range l.patterns {
		if p := &l.patterns[i]; p.Match(key) {
			if p.Exclude {
				return false
			}
			found = true
		}
	}
	return found
}

// LowerASCII lower-cases the letters of ASCII and leaves all others as they are,
// as the server does with patterns and table names.
func LowerASCII(s string) string {
	for i := range len(s) {
		if 'A' <= s[i] && s[i] <= 'Z' {
			out := []byte(s)
			for ; i < len(out); i++ {
				if 'A' <= out[i] && out[i] <= 'Z' {
					out[i] += 'a' - 'A'
				}
			}
			return string(out)
		}
	}
	return s
}

// glob matches * (any run of characters), ? (one character) and \ before a
// character that stands for itself (v0.15.5 crates/utils/src/glob.rs).
func glob(pattern, text string) bool {
	if back := len(pattern) - len(strings.TrimRight(pattern, "\\")); back%2 == 1 {
		pattern = pattern[:len(pattern)-1] // stands before nothing
	}
	p, s := []rune(pattern), []rune(text)
	star, back := -1, 0
	i, j := 0, 0
	for j < len(s) {
		wild, width := ' ', 1
		if i < len(p) {
			switch {
			case p[i] == '*' || p[i] == '?':
				wild = p[i]
			case p[i] == '\\' && i+1 < len(p):
				width = 2
			}
		}
		switch {
		case wild == '*':
			star, back = i, j
			i++
		case i < len(p) && (wild == '?' || p[i+width-1] == s[j]):
			i += width
			j++
		case star >= 0:
			back++
			i, j = star+1, back
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}
