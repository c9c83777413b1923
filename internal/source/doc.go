// Package source holds the bytes of one input file and turns byte offsets into
// lines and columns.
//
// In: a name and bytes. Out: spans (pairs of byte offsets) that every other
// package passes around, and positions computed on demand for people.
package source
