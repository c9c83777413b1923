// Package xxh3 is the hash XXH3 with 64 bits for short texts, by which nodes of a
// cluster share out work.
//
// In: up to 128 bytes and a seed. Out: the hash. Facts: the specification of xxHash
// (doc/xxhash_spec.md of Cyan4973/xxHash) and what xxhash-rust 0.8.15 gives.
//
// It is our own because the library for it, zeebo/xxh3, asks the processor for its
// features when the program starts: in a virtual machine that made every run of
// stalcfg half a millisecond longer, a fifth of a short one.
package xxh3
