package schema

// Tables that tests compare with the facts.

// Events gives the names of all events in order.
func Events() []string { return eventNames[:] }

// EffectFacts gives every exception, in no particular order.
func EffectFacts() []EffectFact { return effectFacts[:] }
