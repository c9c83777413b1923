package rules

// clusterRules are the rules about several nodes, SC90xx, ordered by code.
var clusterRules = []*Rule{Drift, MixedVersions, NoCoordinator, NodeID, RoleUnknownNode, ACMENotRenewed}
