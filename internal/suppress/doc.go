// Package suppress reads comments that speak to stalcfg and hides the findings
// that they name.
//
// In: a document, and the findings on it. Out: the comments, what each of them
// covers and what is wrong with it, and the findings that are left. It knows
// no clock and no rules: the day and what a name means are passed in.
package suppress
