//go:build !linux

package machine

// onNetwork is not known on this system.
func onNetwork(string) bool { return false }
