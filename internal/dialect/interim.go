package dialect

import "github.com/stalcfg/stalcfg/internal/source"

// Parse gives an empty document until the parser lands.
func Parse(f *source.File, gen Generation) *Document { return &Document{File: f, Generation: gen} }
