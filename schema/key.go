package schema

import "strings"

// Type is the grammar of a value, as the server parses it.
type Type uint8

// The types. Sizes are unsigned integers in bytes: Unit says so.
const (
	String         Type = iota
	Bool                // true or false, nothing else
	U16                 // unsigned integers: decimal digits, an optional +
	U32                 //
	U64                 //
	Usize               // 64 bits on every supported platform
	I32                 // decimal digits with an optional sign
	Float               // Rust's float grammar
	Duration            // digits and d, h, m, s, ms or nothing for milliseconds
	RateType            // count/duration
	IP                  // an address
	IPMask              // an address with an optional prefix length
	IPOrMask            // in the key: server.blocked-ip.<address>
	SocketAddress       // address:port
	CronType            // minute hour weekday
	Enum                // one of Values
	Conditions          // an expression, or if/then/else
	Expression          // an expression
	AddressMapping      // true, false, or if/then/else
	URL                 //
	Path                //
	PEM                 // a certificate or private key
	Base64              //
	Glob                // a pattern with *
	EventPattern        // the name of an event, with * at one end
	NodeList            // numbers separated by commas
	LdapFilter          //
	HTTPHeader          // Name: value
	Template            // text with {{variables}}
	SQL                 //
	Sieve               // a script
	QueueName           // 1 to 8 bytes
	LicenseKey          //
	SpamScore           // a number, reject or discard
	Character           // the first character counts
	Semver              //
)

// Multi tells how many values a setting takes.
type Multi uint8

// The kinds of multiplicity.
const (
	Single   Multi = iota
	List           // the key itself and everything below it
	ListOnly       // only keys below it
	Set            // the values are the last segments of the keys
	Map            // free names below the key
)

// SecretKind tells what of a value must not be shown.
type SecretKind uint8

// The kinds of secret.
const (
	NotSecret SecretKind = iota
	SecretValue
	SecretURL // credentials inside a URL
)

// Status tells whether the server reads a key at all.
type Status uint8

// The states of a key.
const (
	Live     Status = iota // read by 0.15.5
	Label                  // written by the web admin for people, harmless
	Removed                // read by an earlier release only
	Renamed                // read under Replacement now
	Dead                   // never read, although documented or offered
	TestOnly               // read by test builds only
)

// Key is one setting, or one pattern of settings where ids stand as *.
type Key struct {
	Pattern  string
	Type     Type
	Optional bool // empty, false, disable, disabled, never (any case) and 0 mean none
	// NoneTypes are the types of the object (store.<id>.type) for which Optional
	// holds; empty for all.
	NoneTypes []string
	Multi     Multi
	Unit      string // "bytes", "exponent", ""

	Default         string // literal default, "" if there is none
	HasDefault      bool
	DefaultExpr     string // default written as an expression
	DefaultComputed string // default that depends on the machine or a library, for people
	OnInvalid       string // what counts after a value the server cannot read, for people

	Values      []string // of an Enum; aliases included
	Aliases     []string // "alias=value"
	Meaningless []string // accepted, but without effect here
	AnyCase     bool     // values are compared without regard to case
	RawMatch    bool     // compared as text by the code that builds the object
	Trimmed     bool     // blanks at both ends do not count

	HasMin, HasMax bool // limits that the server enforces
	Min, Max       float64

	Required   string // when the server demands it: "always", "when type = ldap", …
	Fallback   string // key read in its place when it is absent
	Depends    string // when it is read at all, for people
	Enterprise bool
	Scope      Scope
	Ref        string // what the value names: "directory", "store (…)", …

	Variables       string   // name of the set of variables its expressions may use
	Constants       []string // words that stand for a value of its result
	Result          string   // result type of its expressions
	RuntimeFallback string

	Secret      SecretKind
	Status      Status
	StatusText  string
	Replacement string
	Note        string
	Source      string // file:line under crates/ at v0.15.5
}

// IsExpression reports whether values are expressions.
func (k *Key) IsExpression() bool {
	return k.Type == Conditions || k.Type == Expression || k.Type == AddressMapping
}

// All gives every key pattern in order. The slice must not be changed.
func All() []Key { return keys[:] }

// VariablesOf gives the variables of a named set.
func VariablesOf(set string) []string {
	for i := range variableSets {
		if variableSets[i].name == set {
			return variableSets[i].list
		}
	}
	return nil
}

// VariableSet is the name of the set of variables that a setting's expressions
// may use. For rules of the spam filter it depends on the value of the scope
// that stands beside the setting; an unknown one, or "", gives what any has.
func (k *Key) VariableSet(scope string) string {
	if k.Variables != "spam *" {
		return k.Variables
	}
	if scope == "message" {
		scope = "any"
	}
	if set := "spam " + scope; len(VariablesOf(set)) > 0 {
		return set
	}
	return k.Variables
}

// VariableList writes the variables of a set for people. The hundreds that are
// names of events and metrics are described and not listed.
func VariableList(set string) string {
	if set == "metric names" {
		return "the names of events and metrics with _ for dots and hyphens, as auth_success or queue_count"
	}
	return strings.Join(VariablesOf(set), ", ")
}

type variableSet struct {
	name string
	list []string
}

// VariableSets gives the variables of every set.
func VariableSets() [][]string {
	out := make([][]string, len(variableSets))
	for i := range variableSets {
		out[i] = variableSets[i].list
	}
	return out
}
