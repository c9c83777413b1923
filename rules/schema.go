package rules

// schemaRules are the rules about names, types and ranges of settings, SC2xxx,
// ordered by code.
var schemaRules = []*Rule{
	BoolSpelling, CacheEmailKey, CacheOldName, DefaultRestated, DurationCompound, DurationWithoutUnit, EnumValue,
	FirstStartOverwrites, GlobalTLSIgnored, ListenerWithoutProtocol, LocalKeysDeadPattern, LocalListMerges, LocalMandatoryMissing, LocalStarKeepsBans,
	MissingRequired, NotALocalKey, RateFormat, RelayAuthKeys, SetGivenAsArray, SizeWithUnit, StoreConnectionURL, UndefinedReference, UnknownKey,
	UnusedDefinition, WebsocketKey, BadValue, CronSchedule, ListForSingle, MacroTooLate, ListOnly, Clamped, IDClash, HeaderFormat, FolderRole, LocalKeysServerWrites,
	LicenseKey,
}
