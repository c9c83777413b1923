package rules

// schemaRules are the rules about names, types and ranges of settings, SC2xxx, ordered by code.
var schemaRules = []*Rule{
	UnknownKey,
}
