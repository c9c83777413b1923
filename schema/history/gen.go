//go:build ignore

// Command gen writes the *_gen.go files of package history from data/*.toml.
package main

import (
	"fmt"
	"os"

	"github.com/stalcfg/stalcfg/schema/history/internal/gen"
)

func main() {
	files, err := gen.Files("data")
	if err == nil {
		for name, text := range files {
			if err = os.WriteFile(name, text, 0o644); err != nil {
				break
			}
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}
