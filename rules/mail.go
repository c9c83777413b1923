package rules

// mailRules are the rules about sessions, queues and routing, SC80xx, ordered by code.
var mailRules = []*Rule{
	LimiterConcurrency, MessageSizeMismatch, QueueNameTooLong, QueueSchedule, RelayIPLiteral, RelayTLSPort, Limiter, HookDisabled, MTASTSNone, StrategyUndefined, GroupInvisible, DKIMAlgorithm,
}
