package rules

import (
	"crypto/x509"
	"encoding/pem"
	"path"
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
)

// pemText is where the text of a certificate or key comes from.
type pemText struct {
	At   *settings.Setting
	Path string // of the file that the value is, "" for text in the configuration itself
	Text []byte
	Err  error // why the file could not be read
}

// known reports whether the text is there to be judged.
func (t *pemText) known() bool { return t.Text != nil && t.Err == nil }

// pemText gives the text behind certificate.<id>.<name>. It is not known when
// the value mixes macros and text, takes it from elsewhere than a file, names a
// path that depends on where the server is started, or when the machine may not
// be asked.
func (p *Pass) pemText(id, name string) (t pemText) {
	x, ok := p.Set.Lookup("certificate." + id + "." + name)
	if !ok {
		return t
	}
	t.At = x
	if !x.HasMacro() {
		if strings.Contains(x.Value, "-----BEGIN ") {
			t.Text = []byte(x.Value)
		}
		return t
	}
	if t.Path = fileMacro(x.Value); t.Path != "" && p.Machine != nil {
		t.Text, t.Err = p.Machine.ReadFile(t.Path)
	}
	return t
}

// fileMacro is the absolute path of a value that is one %{file:PATH}% and
// nothing else, "" otherwise. The server cuts two slashes off the front
// (Stalwart v0.15.5 crates/utils/src/config/mod.rs:118).
func fileMacro(value string) string {
	list := settings.Macros(value)
	if len(list) != 1 {
		return ""
	}
	m := list[0]
	name := strings.TrimPrefix(m.Name, "//")
	if m.Kind != settings.MacroFile || !m.Closed || !path.IsAbs(name) ||
		strings.TrimSpace(value[:m.Start]+value[m.End:]) != "" {
		return ""
	}
	return name
}

// isCertificateFile reports a setting that tls/certificate-file speaks about.
func isCertificateFile(x *settings.Setting) bool {
	rest, ok := strings.CutPrefix(x.Key, "certificate.")
	return ok && (strings.HasSuffix(rest, ".cert") || strings.HasSuffix(rest, ".private-key")) && fileMacro(x.Value) != ""
}

// leaf is the first certificate of a PEM text, nil if there is none that can be
// read.
func leaf(text []byte) *x509.Certificate {
	for {
		var b *pem.Block
		if b, text = pem.Decode(text); b == nil {
			return nil
		}
		if b.Type == "CERTIFICATE" {
			c, err := x509.ParseCertificate(b.Bytes)
			if err != nil {
				return nil
			}
			return c
		}
	}
}
