package rules

import (
	"bytes"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// NotUTF8 reports a file that is not valid UTF-8, which the server cannot read.
var NotUTF8 = &Rule{
	Code:     "SC1020",
	Name:     "syntax/not-utf8",
	Severity: diag.Error,
	Summary:  "File is not valid UTF-8",
	Cites:    []Cite{{"0.15.5", "crates/common/src/manager/boot.rs:252"}},
	Check: func(p *Pass) {
		for _, e := range p.claimed() {
			p.Report(diag.At(e.Span, "Byte 0x%02X is not valid UTF-8: the server cannot read the file and starts with an empty configuration", p.File.Data[e.Span.Start]).
				WithDetail("%s", saveAsUTF8(p.File.Data)))
		}
	},
}

func saveAsUTF8(data []byte) string {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return "The file is UTF-16, as PowerShell writes it: save it as UTF-8."
	}
	return "Save the file as UTF-8."
}
