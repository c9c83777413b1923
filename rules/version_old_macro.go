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
		first := map[string]int{} // findings by macro
		var found []oldUse
		for _, x := range p.Set.InFileOrder() {
			if !mayRefer(x.Value) || !p.readByTarget(x) {
				continue // version/renamed-or-removed-key
			}
			u, ok := oldReference(p, x)
			if !ok {
				continue
			}
			if i, again := first[u.macro]; again {
				found[i].add(&u)
				continue
			}
			if u.macro != "" {
				first[u.macro] = len(found)
			}
			found = append(found, u)
		}
		for i := range found {
			p.Report(found[i].finding())
		}
	},
}

// oldUse is an old reference; those of one macro are told once.
type oldUse struct {
	macro string // "" for those that stand alone
	f     diag.Finding
	more  int
}

// add joins a further use of the same macro, and its mend.
func (u *oldUse) add(v *oldUse) {
	u.more++
	if u.f.Fix == nil || v.f.Fix == nil {
		u.f.Fix = nil
		return
	}
	edits := append(u.f.Fix.Edits[:len(u.f.Fix.Edits):len(u.f.Fix.Edits)], v.f.Fix.Edits...)
	u.f = u.f.WithFix(u.f.Fix.Title, false, edits...)
}

func (u *oldUse) finding() diag.Finding {
	f := u.f
	if u.more > 0 {
		f.Message += "; it stands in " + plural(u.more, "further setting") + " too"
	}
	return f
}

var (
	oldMacro  = regexp.MustCompile(`%\{([A-Za-z0-9_.-]+)\}%`)
	unknownOf = regexp.MustCompile(`%\{([A-Za-z0-9_-]+):[^}]*\}%`)
	oldEnv    = regexp.MustCompile(`^!([A-Z][A-Z0-9_]*)$`)
)

// mayRefer is a quick look for what an old reference begins with.
func mayRefer(value string) bool {
	return strings.Contains(value, "%{") || strings.HasPrefix(value, "file://") || strings.HasPrefix(value, "!")
}

func oldReference(p *Pass, x *settings.Setting) (oldUse, bool) {
	k, ok := p.Set.Match(x)
	if ok && (k.Key.Type == schema.Template || k.Key.Type == schema.Sieve) {
		return oldUse{}, false // they have %{name}% of their own
	}
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
		for _, own := range []string{"macros." + strings.ToLower(m[1]), m[1]} {
			if p.Set.Has(own) {
				f = f.WithDetail("To read %s write %%{cfg:%s}%%. "+three, own, own)
				f = withMacro(p, f, x, m[0], "%{cfg:"+own+"}%")
				break
			}
		}
		return oldUse{macro: strings.ToLower(m[0]), f: f}, true
	}
	for _, m := range unknownOf.FindAllStringSubmatch(x.Value, -1) {
		if m[1] != "env" && m[1] != "file" && m[1] != "cfg" {
			return oldUse{f: p.Setting(x, "%s holds a macro, %s, of a class the server does not know: it takes it as it stands", x.Key, shown(m[0])).WithDetail(three)}, true
		}
	}
	if !ok || k.Key.Secret != schema.SecretValue && k.Key.Type != schema.PEM || strings.HasPrefix(x.Key, "certificate.") {
		return oldUse{}, false // tls/certificate-pem speaks about certificates
	}
	if path, ok := strings.CutPrefix(x.Value, "file://"); ok {
		f := p.Key(x, "%s begins with file://, which is not followed since 0.7: the text itself is the value", x.Key).WithDetail("Write %%{file:PATH}%%.")
		return oldUse{f: withMacro(p, f, x, "file://"+path, "%{file:"+path+"}%")}, true
	}
	if m := oldEnv.FindStringSubmatch(x.Value); m != nil {
		f := p.Key(x, "%s begins with an exclamation mark, which names no environment variable since 0.7: the text itself is the value", x.Key).WithDetail("Write %%{env:NAME}%%.")
		return oldUse{f: withMacro(p, f, x, m[0], "%{env:"+m[1]+"}%")}, true
	}
	return oldUse{}, false
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
