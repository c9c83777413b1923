// Package generate writes a configuration for a host, its users and the
// operator's choices, with a reason for every setting.
//
// In: Inputs, from flags, a file or a profile. Out: a Plan, whose settings say
// what they were calculated from, and its text in the canonical layout of
// stalcfg fmt. The same inputs give the same bytes. Inputs that do not fit
// together, or the host, are an error that says what would fit.
package generate
