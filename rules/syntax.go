package rules

// syntaxRules are the rules about how the file is written, SC1xxx, ordered by
// code.
var syntaxRules = []*Rule{
	ArrayTablesInterleaved, BareString, DuplicateKey, HeaderCaseFolded, IndexNotPadded, KeyCase,
	KeyNeedsQuotes, KeyStart, LiteralStringEscapes, MultilineNoEscapes, NoFinalNewline,
	NumberForm, RunawayString, ScalarAndTable, TextAfterHeader, ValueAndConditions,
	ValueOnNextLine, Unparsable, EscapeDiffers, NotUTF8,
}
