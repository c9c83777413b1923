// Command stalcfg lints, generates and compares configuration files of the
// Stalwart mail server.
package main

import (
	"os"
	"runtime/debug"
)

func main() {
	if os.Getenv("GOGC") == "" {
		// Files are small and short-lived, so it pays to collect less often than
		// Go does. Above this, touching new memory costs more than it saves.
		debug.SetGCPercent(200)
	}
	os.Exit(run(os.Args, program{os.Stdin, os.Stdout, os.Stderr, os.LookupEnv}))
}
