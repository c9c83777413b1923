package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// ReadonlyFile reports a file that nobody may write while settings are missing
// that the server creates at start and keeps in the file.
var ReadonlyFile = &Rule{
	Code:     "SC9402",
	Name:     "portability/readonly-file",
	Severity: diag.Warning,
	Summary:  "File is read-only but the server will want to write it",
	Needs:    NeedMachine,
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/config.rs"}, {"0.15.5", "https://github.com/stalwartlabs/stalwart/issues/531"}},
	Check: func(p *Pass) {
		facts, err := p.Machine.Stat(p.File.Name)
		if err != nil || facts.Mode&0o222 != 0 {
			return
		}
		p.Report(p.Whole("Nobody may write the file: changes of local settings in the web admin or by the API are lost or fail").
			WithDetail("Make it writable for the user the server runs as, or change local settings only in the place the file is generated from."))
	},
}
