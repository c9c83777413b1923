// Package history holds what the Stalwart releases from v0.3.0 to v0.15.5, the
// ones configured by a TOML file, did to their settings.
//
// In:  a setting name as it stands in a file, a release.
// Out: whether that release reads it, since when and until when, what it is
// called elsewhere, what else changed about it, and which releases a file
// looks written for.
//
// The facts are in data/*.toml. "go generate" turns them into static Go tables
// (*_gen.go): nothing is parsed or built when the program starts, and a look-up
// walks a sorted tree whose depth is the number of dots in the name.
//
// Names with a "*" are patterns: the star is a name the user chose or a
// position in a list. Chosen names may hold dots, e.g. addresses.
package history

//go:generate go run gen.go
