package schema

// typeNames are the words for types, in the order of the constants.
var typeNames = [...]string{
	"string", "boolean", "u16", "u32", "u64", "usize", "i32", "float", "duration", "rate", "address", "network",
	"address or network", "address:port", "schedule", "enum", "conditions", "expression", "address mapping", "URL",
	"path", "PEM", "base64", "glob", "event pattern", "node list", "LDAP filter", "HTTP header", "template", "SQL",
	"Sieve script", "queue name", "licence key", "score", "character", "version",
}

// String is the word for people.
func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return "unknown"
}
