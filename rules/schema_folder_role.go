package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// FolderRole reports default folders with a role that does not exist.
var FolderRole = &Rule{
	Code:     "SC2036",
	Name:     "schema/folder-role",
	Severity: diag.Error,
	Summary:  "Unknown folder role",
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/common/src/config/jmap/settings.rs"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("email.folders", "name") {
			switch id {
			case "inbox", "trash", "junk", "drafts", "archive", "sent", "shared", "important", "memos", "scheduled", "snoozed":
				continue
			}
			p.Report(diag.At(p.objectSpan("email.folders", id), "email.folders.%s is no role of a folder: the server logs an error and ignores it", id).On("email.folders." + id).
				WithDetail("The roles are inbox, trash, junk, drafts, archive, sent, shared, important, memos, scheduled and snoozed."))
		}
	},
}
