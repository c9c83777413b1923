package rules

// versionRules are the rules about other releases of the server, SC3xxx,
// ordered by code.
var versionRules = []*Rule{
	RenamedOrRemovedKey, TargetGuessed,
}
