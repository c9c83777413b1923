package rules

// observabilityRules are the rules about tracers and metrics, SC92xx, ordered by code.
var observabilityRules = []*Rule{
	MetricsUnprotected, TracerLogPath, TracerNone, TracerOtelSplit, TraceLevel, TwoJournal, WebhookEvents, AlertIncomplete,
}
