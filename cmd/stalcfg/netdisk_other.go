//go:build !linux

package main

// onNetwork is not known on this system.
func onNetwork(string) bool { return false }
