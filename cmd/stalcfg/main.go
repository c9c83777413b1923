// Command stalcfg lints, generates and compares configuration files of the
// Stalwart mail server.
package main

import (
	"os"
	"runtime/debug"
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400) // files are small and short-lived: collect less often
	}
	os.Exit(run(os.Args, program{os.Stdin, os.Stdout, os.Stderr, os.LookupEnv}))
}
