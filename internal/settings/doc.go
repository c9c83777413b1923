// Package settings is the flattened configuration: key, text value and where
// both stand in the file, in the order the server walks them.
//
// In: a dialect.Document. Out: a Set to look up keys, walk prefixes, find the
// ids of a group and recognise macros, with the accessors of Stalwart v0.15.5
// crates/utils/src/config/utils.rs in mind.
package settings
