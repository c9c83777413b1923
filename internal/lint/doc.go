// Package lint is the engine: it reads a file, picks the release it is meant
// for, runs the selected rules and orders what they found.
//
// In: a source.File and options. Out: a Result with the document, the
// settings and the findings, ready for a reporter.
package lint
