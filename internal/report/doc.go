// Package report prints findings: for people, for editors and for machines,
// one file a format.
//
// In: results of the engine, file by file in input order. Out: text on a
// writer. Secrets are masked and control characters of the input escaped in
// every format.
package report
