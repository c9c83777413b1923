// Package baseline keeps a list of known findings, so that an old file can
// adopt stalcfg before everything in it is mended.
//
// In: a JSON file and the findings of a run. Out: the findings that are new,
// those that are known, and entries that no finding needs any more.
package baseline
