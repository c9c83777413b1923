// Package diag defines what a finding is: a rule's code and name, a severity,
// a place, a message, and perhaps a mend. Findings are data; Go errors mean
// that stalcfg itself could not do its job.
//
// In: spans of a source.File. Out: findings that rules report, the engine
// sorts and reporters print.
package diag
