package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// DKIMSignature compares the signatures that messages shall get with those that
// the file defines.
var DKIMSignature = &Rule{
	Code:     "SC8001",
	Name:     "mail/dkim-signature-references",
	Severity: diag.Warning,
	Summary:  "DKIM signature undefined or unused",
	Since:    "0.7",
	Cites: []Cite{
		{"0.15.5", "crates/common/src/config/smtp/auth.rs:108"}, {"0.15.5", "crates/common/src/config/smtp/auth.rs:208"}, {"0.15.5", "crates/common/src/core.rs:138"},
		{"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/130"},
	},
	Check: func(p *Pass) {
		defined := p.Set.IDs("signature", "algorithm")
		if p.Set.Partial || len(defined) == 0 {
			return // they are in the database
		}
		wanted := p.signers()
		for _, s := range wanted.named {
			if !p.Set.HasUnder("signature." + s.id) {
				p.Report(p.Setting(s.at.At, "%s names the signature %q, which is not in the file: unless the database has it, the server notes it in the log and sends without it", s.at.At.Key, s.id).
					WithDetail("Defined are: %s. Define [signature.%s], or name one of these.", strings.Join(defined, ", "), s.id))
			}
		}
		if wanted.open || !wanted.sign && !p.complete() {
			return // a part of a configuration says nothing of the rest
		}
		for _, id := range defined {
			if wanted.has(id) {
				continue
			}
			x, _ := p.Set.Lookup("signature." + id + ".algorithm")
			f := diag.At(p.objectSpan("signature", id), "signature.%s is not named by auth.dkim.sign: no message is signed with it", id)
			detail := "Add it to auth.dkim.sign, or remove it."
			if !wanted.sign {
				f = diag.At(p.objectSpan("signature", id), "signature.%s signs nothing unless the database sets auth.dkim.sign: the default names rsa-DOMAIN and ed25519-DOMAIN with the domain of the sender", id)
				detail = "Set auth.dkim.sign = \"['" + id + "']\", or rename the signature."
			}
			p.Report(f.On(x.Key).WithSeverity(diag.Info).WithDetail("%s", detail))
		}
	},
}

// signer is a signature that an expression names.
type signer struct {
	id string
	at *Expression
}

// signers is what is known of the signatures that messages get.
type signers struct {
	named []signer
	sign  bool // auth.dkim.sign is in the file
	open  bool // names may be computed, or come from a script
}

func (s *signers) has(id string) bool {
	for _, n := range s.named {
		if n.id == id {
			return true
		}
	}
	// The defaults of reports and of ARC name these, whatever auth.dkim.sign says.
	return strings.HasPrefix(id, "rsa-") || strings.HasPrefix(id, "ed25519-")
}

// signers reads every setting that names signatures: those with sign or seal as
// their last word. A name put together from parts may be any.
func (p *Pass) signers() signers {
	s := signers{sign: p.Set.Has("auth.dkim.sign") || p.Set.HasUnder("auth.dkim.sign")}
	if _, ok := p.block("auth.dkim.sign"); s.sign && !ok {
		s.open = true // the server refuses it, or a macro hides it
	}
	all := p.Set.All()
	for i := range all {
		if x := &all[i]; strings.Contains(x.Key, "sign") && !strings.HasPrefix(x.Key, "signature.") && x.HasMacro() || strings.HasSuffix(x.Key, ".contents") {
			s.open = true
		}
	}
	list := p.Expressions()
	for i := range list {
		e := &list[i]
		if e.Part == "if" || !strings.HasSuffix(e.Name, ".sign") && !strings.HasSuffix(e.Name, ".seal") {
			continue
		}
		if !e.Expr.Accepted || strings.ContainsAny(e.At.Value, "+(") {
			s.open = true
			continue
		}
		for _, l := range e.Expr.Strings {
			s.named = append(s.named, signer{l.Text, e})
		}
	}
	return s
}
