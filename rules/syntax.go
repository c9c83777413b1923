package rules

// syntaxRules are the rules about how the file is written, SC1xxx.
var syntaxRules = []*Rule{
	NoFinalNewline,
}
