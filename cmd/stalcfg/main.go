// Command stalcfg lints, generates and compares configuration files of the
// Stalwart mail server.
package main

import "os"

func main() {
	os.Exit(run(os.Args, program{os.Stdin, os.Stdout, os.Stderr, os.LookupEnv}))
}
