package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/stalcfg/stalcfg/internal/golden"
)

// TestMain makes the program itself a command of the scripts.
func TestMain(m *testing.M) {
	os.Exit(testscript.RunMain(m, map[string]func() int{
		"stalcfg": func() int { return run(os.Args, program{os.Stdin, os.Stdout, os.Stderr, os.LookupEnv}) },
	}))
}

// TestScripts runs the whole program on the scripts below testdata/golden.
// `exits N CMD…` demands an exit code.
func TestScripts(t *testing.T) {
	for _, dir := range []string{"cli", "config", "diff", "suppress", "generate/merge"} {
		t.Run(dir, func(t *testing.T) {
			testscript.Run(t, testscript.Params{
				Dir:                 "../../testdata/golden/" + dir,
				UpdateScripts:       golden.Update(),
				RequireExplicitExec: true,
				Setup:               ciScripts,
				Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
			})
		})
	}
}

// exits runs a command and compares its exit code; its output can be checked
// with stdout, stderr and cmp as usual.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = exitCode(err)
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}
