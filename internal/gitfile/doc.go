// Package gitfile reads versions of files through the git program: the content
// of a file in a commit, and which files differ between a commit and the work
// tree. It is the only package that starts a program.
//
// In: revisions and paths. Out: bytes and lists of paths. Nothing that a user
// gives is passed where git would take it for an option.
package gitfile
