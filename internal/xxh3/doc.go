// Package xxh3 is the hash XXH3 with 64 bits for short texts, by which nodes of a
// cluster share out work.
//
// In: up to 128 bytes and a seed. Out: the hash. Facts: the specification of xxHash
// (doc/xxhash_spec.md of Cyan4973/xxHash) and what xxhash-rust 0.8.15 gives.
package xxh3
