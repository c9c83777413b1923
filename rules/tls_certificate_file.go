package rules

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// CertificateFile reports certificate and key files that the server cannot use.
var CertificateFile = &Rule{
	Code:     "SC5202",
	Name:     "tls/certificate-file",
	Severity: diag.Error,
	Summary:  "Certificate or key file missing, unusable or readable for everybody",
	Since:    "0.7",
	Needs:    NeedMachine,
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/server/tls.rs:417"}, {"0.15.5", "crates/utils/src/config/mod.rs:117"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("certificate", "cert") {
			cert := p.pemText(id, "cert")
			key := p.pemText(id, "private-key")
			sound := true
			for _, t := range []*pemText{&cert, &key} {
				why := unusable(t, t == &key)
				if why == "" {
					continue
				}
				sound = false
				if errors.Is(t.Err, fs.ErrPermission) {
					p.Report(p.Setting(t.At, "%s cannot be read by the user of stalcfg: a server that runs as this user logs an error and drops certificate.%s", t.source(), id).
						WithSeverity(diag.Warning).WithDetail(whereToPEM))
				} else {
					p.Report(p.Setting(t.At, "%s %s: the server logs an error and drops certificate.%s; without another one clients get a self-signed certificate", t.source(), why, id).
						WithDetail(whereToPEM))
				}
			}
			if sound && cert.known() && key.known() && !belongTogether(cert.Text, key.Text) {
				p.Report(p.Setting(key.At, "The private key of certificate.%s does not belong to its certificate: the server takes both, and every handshake that uses them fails", id).
					WithDetail("Name the key that the certificate was made for.").
					WithRelated(cert.At.ValueSpan, "the certificate"))
			}
			readableForAll(p, &key)
		}
	},
}

const whereToPEM = "Put the PEM text there, readable for the user the server runs as: with RUN_AS_USER files are read after it gave up the rights of root."

// source names a text for messages.
func (t *pemText) source() string {
	if t.Path != "" {
		return t.Path
	}
	return t.At.Key
}

// unusable tells why the server cannot use a text, "" if nothing speaks against
// it.
func unusable(t *pemText, key bool) string {
	switch {
	case errors.Is(t.Err, fs.ErrNotExist):
		return "does not exist here"
	case t.Err != nil:
		return "cannot be read"
	case !t.known():
		return ""
	case !utf8.Valid(t.Text):
		return "is not text, and the server reads PEM only"
	case key:
		return badKey(t.Text)
	case !hasBlock(t.Text, "CERTIFICATE"):
		return "holds no certificate"
	}
	return ""
}

func hasBlock(text []byte, typ string) bool {
	for {
		var b *pem.Block
		if b, text = pem.Decode(text); b == nil {
			return false
		}
		if b.Type == typ {
			return true
		}
	}
}

// badKey tells why a text does not serve as a private key: the server takes the
// first block it knows, which has to be a key that is not encrypted and of a
// kind its library signs with.
func badKey(text []byte) string {
	for {
		var b *pem.Block
		if b, text = pem.Decode(text); b == nil {
			return "holds no private key that the server can read"
		}
		switch b.Type {
		case "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY":
			return unsupportedKey(parseKey(b))
		case "CERTIFICATE", "PUBLIC KEY", "X509 CRL", "CERTIFICATE REQUEST":
			return "begins with something else than the private key, and the server looks at the first block only"
		}
	}
}

func unsupportedKey(key any) string {
	switch k := key.(type) {
	case *ecdsa.PrivateKey:
		if k.Curve != elliptic.P256() && k.Curve != elliptic.P384() {
			return "is a key for the curve " + k.Curve.Params().Name + ", which the server does not sign with (P-256 and P-384 only)"
		}
	case *rsa.PrivateKey:
		if k.N.BitLen() < 2047 {
			return "is an RSA key of fewer than 2048 bits, which the server refuses"
		}
	}
	return ""
}

// parseKey reads a private key, nil if it cannot.
func parseKey(b *pem.Block) any {
	switch b.Type {
	case "PRIVATE KEY":
		if k, err := x509.ParsePKCS8PrivateKey(b.Bytes); err == nil {
			return k
		}
	case "RSA PRIVATE KEY":
		if k, err := x509.ParsePKCS1PrivateKey(b.Bytes); err == nil {
			return k
		}
	case "EC PRIVATE KEY":
		if k, err := x509.ParseECPrivateKey(b.Bytes); err == nil {
			return k
		}
	}
	return nil
}

// belongTogether reports whether a key is the one of a certificate. What cannot
// be read counts as fitting.
func belongTogether(cert, key []byte) bool {
	c := leaf(cert)
	for b, rest := pem.Decode(key); b != nil; b, rest = pem.Decode(rest) {
		if !strings.HasSuffix(b.Type, "PRIVATE KEY") {
			continue
		}
		k, ok := parseKey(b).(crypto.Signer)
		if !ok || c == nil {
			return true
		}
		own, err := x509.MarshalPKIXPublicKey(k.Public())
		theirs, err2 := x509.MarshalPKIXPublicKey(c.PublicKey)
		return err != nil || err2 != nil || bytes.Equal(own, theirs)
	}
	return true
}

// readableForAll warns of a key file that every user of the machine may read.
// Secrets of containers are laid out like that, in a place only they see.
func readableForAll(p *Pass, key *pemText) {
	if key.Path == "" || strings.HasPrefix(key.Path, "/run/secrets/") {
		return
	}
	facts, err := p.Machine.Stat(key.Path)
	if err != nil || facts.Mode&0o004 == 0 {
		return
	}
	p.Report(p.Setting(key.At, "The private key %s can be read by every user of this machine (mode %04o)", key.Path, facts.Mode).
		WithSeverity(diag.Warning).
		WithDetail("Give it to the user the server runs as, with mode 0600 or 0640."))
}
