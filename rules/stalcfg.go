package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/suppress"
)

// stalcfgRules are the rules about stalcfg's own comments, SC96xx, ordered by
// code.
var stalcfgRules = []*Rule{
	BadDirective, SuppressionExpired, SuppressionUnused, SuppressionUnknownRule, SuppressionNoReason, SuppressionMalformed,
	SuppressionRenamedRule,
}

// removeComment is the edit that takes a suppression out of its file.
func removeComment(s *suppress.Suppression) diag.Edit { return diag.Edit{Span: s.Remove} }

// suppressed names the rules of a suppression.
func suppressed(s *suppress.Suppression) string {
	names := make([]string, len(s.Selectors))
	for i := range s.Selectors {
		names[i] = s.Selectors[i].Name
	}
	return strings.Join(names, ", ")
}
