// Package buildinfo tells which stalcfg this is.
//
// In: what the Go toolchain stamped into the binary. Out: a version for
// people and machines.
package buildinfo

import "runtime/debug"

// Version is the module version: a tag, a pseudo-version, or "devel".
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

// Go is the version of the toolchain that built the binary.
func Go() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.GoVersion
	}
	return ""
}

// Revision is the commit the binary was built from, with "-dirty" when the
// tree had changes, or "".
func Revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	rev, dirty := "", ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			rev = s.Value
		case "vcs.modified":
			if s.Value == "true" {
				dirty = "-dirty"
			}
		}
	}
	return rev + dirty
}
