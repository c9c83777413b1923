package rules

import (
	"encoding/base64"
	"encoding/binary"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/schema"
)

// LicenseKey reports licence keys that the server cannot take, whoever signed them.
var LicenseKey = &Rule{
	Code:     "SC2038",
	Name:     "schema/license-key",
	Severity: diag.Warning,
	Summary:  "Licence key that is damaged or expired",
	Since:    "0.9",
	Wants:    NeedMachine,
	Cites:    []Cite{{"0.15.5", "crates/common/src/enterprise/license.rs:84"}, {"0.15.5", "crates/common/src/enterprise/config.rs:86"}},
	Check: func(p *Pass) {
		x, ok := p.Set.Lookup("enterprise.license-key")
		if !ok || x.HasMacro() || strings.ContainsAny(x.Value, "${<") { // templates are the subject of security/template-residue
			return
		}
		why := badLicense(x.Value, p.Machine)
		if why == "" {
			return
		}
		effect := "the server logs a warning and runs without the enterprise features"
		switch {
		case p.Set.Has("enterprise.api-key"):
			effect = "the server has to get a new one with enterprise.api-key before it has the enterprise features"
		case !p.Target.Before(schema.Version{Minor: 11}):
			effect += ", unless the database has an enterprise.api-key to get a new one with"
		}
		help := "Copy the whole key as it was issued, on one line."
		if strings.HasPrefix(why, "expired") {
			help = "Ask for a new key."
		}
		p.Report(p.Key(x, "enterprise.license-key %s: %s", why, effect).WithDetail("%s", help))
	},
}

// licenseHead is the length of what stands before the name of a licence: two
// moments in seconds, the number of accounts and the length of the name.
const licenseHead = 8 + 8 + 4 + 4

// badLicense tells what is wrong with a licence key, "" if nothing is that can be
// told without its issuer. It never quotes the key.
func badLicense(text string, m Machine) string {
	data, err := base64.StdEncoding.Strict().DecodeString(text)
	switch {
	case strings.ContainsAny(text, " \t\r\n"):
		return "holds blanks or line ends, and the server reads plain base64"
	case err != nil:
		return "is not base64"
	case len(data) < licenseHead:
		return "is too short"
	}
	from, to := binary.LittleEndian.Uint64(data), binary.LittleEndian.Uint64(data[8:])
	accounts, length := binary.LittleEndian.Uint32(data[16:]), uint64(binary.LittleEndian.Uint32(data[20:]))
	switch {
	case uint64(len(data)) < licenseHead+length:
		return "is too short"
	case !utf8.Valid(data[licenseHead : licenseHead+length]), from == 0, to == 0, from >= to, accounts == 0, length == 0:
		return "is damaged"
	case uint64(len(data)) != licenseHead+length+64:
		return "has a signature of the wrong length"
	case m == nil:
		return ""
	}
	now := uint64(max(m.Now().Unix(), 0))
	if to <= math.MaxInt32*8 && now >= to {
		return "expired on " + time.Unix(int64(to), 0).UTC().Format(time.DateOnly)
	}
	if from <= math.MaxInt32*8 && now < from {
		return "is not valid before " + time.Unix(int64(from), 0).UTC().Format(time.DateOnly)
	}
	return ""
}
