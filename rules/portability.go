package rules

// portabilityRules are the rules about other tools and systems, SC94xx,
// ordered by code.
var portabilityRules = []*Rule{
	NotStandardTOML, ReadonlyFile, ServerRewrittenFile, WindowsPath,
}
