// Package dialect reads Stalwart's own TOML-like file format exactly as the
// server does, keeps every byte, and goes on after an error.
//
// In: a source.File and a generation of the server. Out: a Document with the
// lossless token stream, the flattened entries with spans, and syntax errors
// of which the first is where the server stops.
//
// Facts: Stalwart v0.15.5 crates/utils/src/config/parser.rs and its
// predecessors at v0.12.0 and v0.6.0.
package dialect
