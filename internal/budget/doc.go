// Package budget estimates what a configuration can cost a host: memory at rest
// and at worst, file descriptors, threads and connections, one row an item with
// the setting that decides it.
//
// In: settings, host facts and a workload. Out: a Ledger whose rows add up to
// its totals, and values that would fit. The constants stand in one table
// (constants.go) with their class and evidence.
package budget
