package rules

// spamRules are the rules about the spam filter and scripts, SC84xx, ordered by code.
var spamRules = []*Rule{
	PublicResolver, ResourceMissing, ScoreOrder, ScriptReference, SpamFeatures, SpamTraining, SpamScores,
}
