// Package gen turns the facts in schema/history/data into Go source.
//
// In:  keys.toml, changes.toml, values.toml.
// Out: the text of the *_gen.go files, formatted; the same input gives the
// same bytes.
//
// Only the generator and the test that repeats it import this package, so the
// TOML library it reads with never runs in the program itself.
package gen
