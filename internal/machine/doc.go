// Package machine answers what rules ask of the machine stalcfg runs on: files,
// environment, addresses, listening sockets, the date.
//
// In: the running system, and only when the user allowed it with --check-files
// or --host auto. Out: a rules.Machine. It only looks: nothing is opened for
// writing and no connection is made.
package machine
