package rules

// spamRules are the rules about the spam filter and scripts, SC84xx, ordered by code.
var spamRules = []*Rule{
	ScoreOrder, SpamFeatures, SpamScores,
}
