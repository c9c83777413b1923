package main

import (
	"io"
	"os"
	"testing"
	"strings"
)

func BenchmarkNewApp(b *testing.B) {
	p := program{strings.NewReader(""), io.Discard, io.Discard, os.LookupEnv}
	for i := 0; i < b.N; i++ {
		newApp(p)
	}
}
func BenchmarkRunVersion(b *testing.B) {
	p := program{strings.NewReader(""), io.Discard, io.Discard, os.LookupEnv}
	for i := 0; i < b.N; i++ {
		run([]string{"stalcfg", "version", "--short"}, p)
	}
}
func BenchmarkRunLint(b *testing.B) {
	p := program{strings.NewReader(""), io.Discard, io.Discard, os.LookupEnv}
	for i := 0; i < b.N; i++ {
		run([]string{"stalcfg", "lint", "../../examples/config.toml"}, p)
	}
}
