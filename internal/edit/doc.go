// Package edit changes single settings of a file in place: comments, order,
// layout and every other setting stay as they are to the byte.
//
// In: an accepted dialect.Document and the changes. Out: edits, and the new
// bytes after a proof that nothing but the settings in question changed. Rules
// that need no more than the edits take them from Edits.
package edit
