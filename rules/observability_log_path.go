package rules

import (
	"path"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// TracerLogPath reports log files whose directory is missing.
var TracerLogPath = &Rule{
	Code:     "SC9202",
	Name:     "observability/tracer-log-path",
	Severity: diag.Error,
	Summary:  "Log directory missing or old path",
	Since:    "0.7",
	Needs:    NeedMachine,
	Cites:    []Cite{{"0.15.5", "crates/common/src/telemetry/tracers/log.rs:97"}, {"0.12.0", "UPGRADING/v0_12.md:66"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("tracer", "type") {
			x, ok := p.Set.Lookup("tracer." + id + ".path")
			if enable, _ := p.Set.Value("tracer." + id + ".enable"); !ok || enable == "false" || p.typeOf("tracer", id) != "log" ||
				x.HasMacro() || !strings.HasPrefix(x.Value, "/") {
				continue
			}
			what := "does not exist here"
			if facts, err := p.Machine.Stat(x.Value); err == nil {
				if facts.IsDir {
					continue
				}
				what = "is no directory"
			}
			detail := "Create the directory for the user the server runs as: the server does not."
			if rest, old := strings.CutPrefix(x.Value, "/opt/stalwart-mail/"); old && p.Target.AtLeast(12) {
				detail += " Since 0.12 the container image mounts /opt/stalwart, so there the path is " + path.Join("/opt/stalwart", rest) + "."
			}
			p.Report(p.Setting(x, "%s = %q %s: the server cannot open its log file, and this tracer writes nothing", x.Key, x.Value, what).WithDetail("%s", detail))
		}
	},
}
