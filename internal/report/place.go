package report

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/stalcfg/stalcfg/internal/source"
)

// repoPath is the name of a file for formats whose readers know only the
// repository: relative to its root, with slashes and without "./". Names in
// angle brackets, as <stdin>, and files outside the repository stay as they are.
func (o Options) repoPath(name string) string {
	if strings.HasPrefix(name, "<") {
		return name
	}
	root := o.Root
	if root == "" {
		root = o.Dir
	}
	if root != "" {
		abs := name
		if !filepath.IsAbs(abs) {
			abs = filepath.Join(o.Dir, abs)
		}
		if rel, err := filepath.Rel(root, abs); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return filepath.ToSlash(rel)
		}
	}
	return path.Clean(filepath.ToSlash(name))
}

// uri is repoPath as a URI reference: percent-encoded, with a scheme only when
// the file lies outside the repository under an absolute path.
func (o Options) uri(name string) string {
	p := o.repoPath(name)
	switch {
	case strings.HasPrefix(p, "/"):
		return "file://" + percent(p)
	case filepath.IsAbs(name): // C:/…
		return "file:///" + percent(p)
	}
	return percent(p)
}

// percent encodes everything but the characters that no URI gives a meaning
// (RFC 3986 section 2.3) and slashes.
func percent(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~/", c) >= 0 {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

// tight is a span without the line breaks at its end, so that no format marks
// the line behind it. A span of nothing but line breaks becomes empty.
func tight(f *source.File, s source.Span) source.Span {
	n := uint32(len(f.Data))
	s.Start, s.End = min(s.Start, n), min(s.End, n)
	for s.End > s.Start && (f.Data[s.End-1] == '\n' || f.Data[s.End-1] == '\r') {
		s.End--
	}
	return s
}

// fileOr is the file a related place is in.
func fileOr(file, own *source.File) *source.File {
	if file != nil {
		return file
	}
	return own
}
