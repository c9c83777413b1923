// Package format writes a configuration file in its canonical layout, with its
// comments, in its order, and with the spelling that the server and TOML tools
// read alike where there is one. It also turns the flat file that the server
// writes back into tables.
//
// In: a dialect.Document the server accepts. Out: bytes that every generation of
// the server which accepts the input reads as the same settings; this is checked
// before they are returned.
package format
