package rules

import "sync"

// List gives every rule ordered by code. The slice must not be changed.
var List = sync.OnceValue(func() []*Rule {
	families := [][]*Rule{
		syntaxRules, schemaRules, versionRules, storageRules, listenerRules, tlsRules, networkRules, resourceRules,
		securityRules, mailRules, expressionRules, spamRules, clusterRules, observabilityRules, portabilityRules, stalcfgRules,
	}
	var out []*Rule
	for _, f := range families {
		out = append(out, f...)
	}
	return out
})
