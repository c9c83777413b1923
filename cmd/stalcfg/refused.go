package main

import (
	"fmt"

	"github.com/stalcfg/stalcfg/internal/report"
)

// errRefused says where the server would stop reading a file.
func errRefused(name string, line, column int, detail string) error {
	return fmt.Errorf("%s:%d:%d: the server refuses the file: %s", report.Clean(name), line, column, report.Clean(detail))
}
