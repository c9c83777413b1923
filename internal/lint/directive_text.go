package lint

import (
	"errors"
	"strconv"

	"github.com/stalcfg/stalcfg/rules"
)

var errUnknownDirective = errors.New("a directive is `host ram=… cores=… nofile=…`, `target=0.15` or `ignore RULE -- reason`")

func lineOf(r *Result, d rules.Directive) string { return strconv.Itoa(r.File.Line(d.Span.Start)) }
