// Package redact finds what of a configuration must not be shown: passwords,
// hashes, keys, tokens, and credentials inside URLs.
//
// In: a file and its settings. Out: a Mask that hides them in snippets, in
// values and in any text made from them.
package redact
