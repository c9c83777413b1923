package rules

// expressionRules are the rules about the expression language, SC82xx, ordered by code.
var expressionRules = []*Rule{}
