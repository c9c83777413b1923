package rules

// stalcfgRules are the rules about stalcfg's own comments, SC96xx, ordered by
// code.
var stalcfgRules = []*Rule{
	BadDirective,
}
