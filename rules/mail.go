package rules

// mailRules are the rules about sessions, queues and routing, SC80xx, ordered by code.
var mailRules = []*Rule{
	DKIMSignature, LimiterConcurrency, LimiterBehindProxy, LimiterCountsLocal, MessageSizeMismatch, QueueNameTooLong, QueueRemoteHold, QueueSchedule,
	QueueThreadsCPU, RouteNoLocal, RelayIPLiteral, RelayTLSPort, Limiter, HookDisabled, MTASTSNone, StrategyUndefined, GroupInvisible, DKIMAlgorithm,
	SieveSyntax,
}
