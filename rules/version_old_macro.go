package rules

import (
	"regexp"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// OldMacro reports ways to take a value from elsewhere that ended with 0.6.
var OldMacro = &Rule{
	Code:     "SC3006",
	Name:     "version/old-macro",
	Severity: diag.Error,
	Summary:  "Macro or file reference of an old release",
	Since:    "0.7",
	Fix:      UnsafeFix,
	Cites:    []Cite{{"0.6.0", "crates/utils/src/config/mod.rs:155"}, {"0.6.0", "crates/utils/src/config/parser.rs:402"}, {"0.15.5", "crates/utils/src/config/mod.rs:64"}},
	Check: func(p *Pass) {
		for _, x := range p.Set.InFileOrder() {
			if f, ok := oldReference(p, x); ok {
				p.Report(f)
			}
		}
	},
}

var (
	oldMacro  = regexp.MustCompile(`%\{([A-Za-z0-9_.-]+)\}%`)
	unknownOf = regexp.MustCompile(`%\{([A-Za-z0-9_-]+):[^}]*\}%`)
	oldEnv    = regexp.MustCompile(`^!([A-Z][A-Z0-9_]*)$`)
)

func oldReference(p *Pass, x *settings.Setting) (diag.Finding, bool) {
	k, ok := schema.Lookup(x.Key)
	secret := ok && (k.Key.Secret != schema.NotSecret || k.Key.Type == schema.PEM)
	shown := func(m string) string {
		if secret {
			return "of an old form"
		}
		return m
	}
	const three = "The macros are %%{env:NAME}%%, %%{file:PATH}%% and %%{cfg:KEY}%%."
	if m := oldMacro.FindStringSubmatch(x.Value); m != nil {
		f := p.Setting(x, "%s holds a macro, %s, without a class: the server takes it as it stands", x.Key, shown(m[0])).WithDetail(three)
		if own := "macros." + strings.ToLower(m[1]); p.Set.Has(own) {
			f = f.WithDetail("To read %s write %%{cfg:%s}%%. "+three, own, own)
			return withMacro(p, f, x, m[0], "%{cfg:"+own+"}%"), true
		}
		return f, true
	}
	for _, m := range unknownOf.FindAllStringSubmatch(x.Value, -1) {
		if m[1] != "env" && m[1] != "file" && m[1] != "cfg" {
			return p.Setting(x, "%s holds a macro, %s, of a class the server does not know: it takes it as it stands", x.Key, shown(m[0])).WithDetail(three), true
		}
	}
	if !ok || k.Key.Secret != schema.SecretValue && k.Key.Type != schema.PEM || strings.HasPrefix(x.Key, "certificate.") {
		return diag.Finding{}, false // tls/certificate-pem speaks about certificates
	}
	if path, ok := strings.CutPrefix(x.Value, "file://"); ok {
		f := p.Key(x, "%s begins with file://, which is not followed since 0.7: the text itself is the value", x.Key).WithDetail("Write %%{file:PATH}%%.")
		return withMacro(p, f, x, "file://"+path, "%{file:"+path+"}%"), true
	}
	if m := oldEnv.FindStringSubmatch(x.Value); m != nil {
		f := p.Key(x, "%s begins with an exclamation mark, which names no environment variable since 0.7: the text itself is the value", x.Key).WithDetail("Write %%{env:NAME}%%.")
		return withMacro(p, f, x, m[0], "%{env:"+m[1]+"}%"), true
	}
	return diag.Finding{}, false
}

// withMacro attaches the new spelling where the old one stands in the file as
// it is.
func withMacro(p *Pass, f diag.Finding, x *settings.Setting, from, to string) diag.Finding {
	text := p.File.Text(x.ValueSpan)
	if !strings.Contains(text, from) {
		return f
	}
	return f.WithFix("Write the macro of today", false, diag.Edit{Span: x.ValueSpan, New: strings.ReplaceAll(text, from, to)})
}
