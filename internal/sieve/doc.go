// Package sieve finds mistakes in Sieve scripts (RFC 5228) for which the server's
// compiler refuses them. It is no compiler: it knows tokens, commands, tests and
// blocks, and is silent about arguments. What it reports the compiler refuses, too.
//
// In: the text of a script. Out: the first mistake, with its place. Facts: sieve-rs
// 0.5.0 to 0.7.1 src/compiler/lexer/tokenizer.rs, src/compiler/grammar (the versions
// in Stalwart 0.7 to 0.15), quirks included.
package sieve
