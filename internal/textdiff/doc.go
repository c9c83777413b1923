// Package textdiff shows how two texts differ: by lines as a unified diff that
// git and patch apply, and by words inside one value.
//
// In: two texts and their names. Out: text, the same for the same input on
// every machine and under any load.
package textdiff
