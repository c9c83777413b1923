// Package rules holds every check of stalcfg, one file a rule, and the list of
// them all.
//
// In: a Pass, which is one configuration as the server reads it together with
// the release it is meant for and what is known of the host. Out: findings.
// A check never touches disk, environment, clock or network by itself.
package rules
