package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// DavFileVsRequest reports a limit for files that requests never reach.
var DavFileVsRequest = &Rule{
	Code:     "SC6014",
	Name:     "resource/dav-file-vs-request",
	Severity: diag.Warning,
	Summary:  "File limit above the request limit",
	Fix:      UnsafeFix,
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/dav/src/request.rs:580"}},
	Check: func(p *Pass) {
		file, req := p.number(26214400, "file-storage.max-size"), p.number(26214400, "dav.request.max-size")
		if file.OK && req.OK && req.N > 0 && file.N > req.N {
			at := file
			if at.At == nil {
				at = req
			}
			p.Report(p.proposing(p.about(at, "file-storage.max-size = %d is above dav.request.max-size = %d: larger files are refused as requests before the file limit counts", file.N, req.N).
				WithDetail("Set file-storage.max-size = %d, which is what counts now, or raise dav.request.max-size if the memory allows it.", req.N), to("file-storage.max-size", req.N)))
		}
	},
}
