// Package host is what is known of the machine a configuration is for: memory,
// cores, file descriptors and swap, each with where it was learnt from.
//
// In: flags, environment, a directive in the file, .stalcfg.toml, or this
// machine's /proc and /sys. Out: Facts; the first source that knows a fact wins.
package host
