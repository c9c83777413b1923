package rules

// resourceRules are the rules about what the host can carry, SC6xxx, ordered by code.
var resourceRules = []*Rule{}
