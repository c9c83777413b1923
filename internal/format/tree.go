package format

import "github.com/stalcfg/stalcfg/internal/dialect"

func unflatten(doc *dialect.Document) ([]byte, error) { return doc.File.Data, nil }
