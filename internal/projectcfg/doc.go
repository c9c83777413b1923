// Package projectcfg reads .stalcfg.toml, the file in which a project says how
// its configurations are linted, and merges it with the command line.
//
// In: the file that belongs to a linted file, and what flags and environment
// say. Out: lint.Options, and for every choice the place it comes from. All
// mistakes of a file are reported together, with line and column.
package projectcfg
