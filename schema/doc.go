// Package schema knows every setting of Stalwart 0.15.5: its type, default,
// range, values, scope and what it refers to, and how the server reads each
// kind of value.
//
// In: a flattened key or a value's text. Out: the setting it belongs to, or
// the parsed value. The facts are in data/*.toml, one file an area; go
// generate turns them into tables, so that nothing is parsed at start-up.
package schema

//go:generate go run gen.go
