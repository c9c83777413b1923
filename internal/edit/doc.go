// Package edit plans changes of single settings in a file that people wrote:
// it changes a value where it stands, puts a new setting where its neighbours
// are, or takes a statement out. Comments and layout stay.
//
// In: a document and a flattened key. Out: edits for a mend. It never looks at
// what the settings mean; internal/fix proves what the edits do.
package edit
