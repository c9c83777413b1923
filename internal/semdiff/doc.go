// Package semdiff compares configurations by what the server makes of them.
// Layout, order, quoting, 5m against 300000 and a list in another form are no
// difference; a store that got another name is one, told once.
//
// In: two configurations as they were linted. Out: changes with the value on
// both sides, the default behind a missing one, when they take hold, and what
// they open or close; what they cost a host; which findings came and went.
// Values are masked here, so that no reporter can show a secret.
package semdiff
