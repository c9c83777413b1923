// Package fix carries out the mends that findings propose: it chooses those
// that do not get in each other's way, applies them, proves that the settings
// change only as intended, and writes files so that an old one is never lost.
//
// In: bytes, findings, and a function that lints. Out: new bytes, what was
// mended, and what was refused and why.
package fix
