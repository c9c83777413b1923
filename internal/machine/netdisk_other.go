//go:build !linux

package machine

// fileSystem knows nothing on this system.
func fileSystem(string) (network bool, free uint64) { return false, 0 }
