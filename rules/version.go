package rules

// versionRules are the rules about other releases of the server, SC3xxx,
// ordered by code.
var versionRules = []*Rule{
	Readiness016, DockerPath, ImplicitTLSDefault, KeyGetHostname, KnownBadRelease, OldMacro, ProtocolJMAP, RenamedOrRemovedKey, TOMLOn016, TargetGuessed,
}
