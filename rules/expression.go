package rules

// expressionRules are the rules about the expression language, SC82xx, ordered
// by code.
var expressionRules = []*Rule{
	ExprStructure, ExprUnknownFunction, ExprUnknownVariable, ExprUnquotedString, ExprUnreachable, ExprSyntax,
	ExprMeaningless, ExprRegex, ExprWrongType,
}
