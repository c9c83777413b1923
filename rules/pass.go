package rules

import (
	"net/netip"
	"time"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/internal/suppress"
	"github.com/stalcfg/stalcfg/schema"
	"github.com/stalcfg/stalcfg/schema/history"
)

// Machine is what a rule may ask of the machine it runs on. It is nil unless
// the user allowed it.
type Machine interface {
	LookupEnv(name string) (string, bool)
	ReadFile(path string) ([]byte, error)
	Stat(path string) (FileFacts, error)
	System() string               // operating system as Go names it: "linux"
	Now() time.Time               // for the dates of certificates
	Addresses() []netip.Addr      // of its network interfaces; nil when unknown
	Listening() []ListeningSocket // TCP sockets that listen; nil when unknown
}

// ListeningSocket is a TCP socket of the machine that waits for connections.
type ListeningSocket struct {
	Addr    netip.AddrPort
	Program string // name of the process that holds it, "" when unknown
}

// FileFacts is what rules may know of a file.
type FileFacts struct {
	Size    int64
	Mode    uint32 // permission bits
	IsDir   bool
	NetDisk bool   // on a network file system
	Free    uint64 // bytes free on its file system, 0 when not known
}

// Pass is one file as the server reads it, handed to every check.
type Pass struct {
	File    *source.File
	Doc     *dialect.Document
	Set     *settings.Set
	Target  schema.Version // release the file is linted for
	Machine Machine        // nil unless allowed
	Guess   history.Guess  // why Target is an older release, if it was told from the file

	// Host is what is known of the machine the file is for.
	Host host.Facts
	// Workload is what was declared of the users; nil when nothing was.
	Workload *budget.Workload

	// Directives are the comments of the file that speak to stalcfg.
	Directives []Directive

	// Suppressions are the `# stalcfg:ignore` comments with what became of
	// them; rules see them only in CheckComments.
	Suppressions []suppress.Suppression

	// Options are what the project set for rules, by name of the rule and of
	// the option.
	Options map[string]map[string]float64

	// TitlesOnly spares the edits of mends where nobody asks for more than their
	// titles.
	TitlesOnly bool

	rule   *Rule
	report func(*Rule, diag.Finding)

	listeners   *[]Listener // computed once, on demand
	known       *[]Known
	ledger      *budget.Ledger
	fit         *budget.Fit
	lower       []change          // see lowered
	own         *schema.LocalKeys // see localKeys
	ownRead     bool
	expressions *[]Expression
	types       map[objectName]string
}

// NewPass prepares a file for the checks; report receives every finding with
// the rule that made it.
func NewPass(doc *dialect.Document, set *settings.Set, target schema.Version, report func(*Rule, diag.Finding)) *Pass {
	return &Pass{File: doc.File, Doc: doc, Set: set, Target: target, report: report}
}

// Run lets one rule speak.
func (p *Pass) Run(r *Rule) {
	p.rule = r
	r.Check(p)
}

// As makes r the rule that further reports belong to; the engine uses it for
// rules about several nodes.
func (p *Pass) As(r *Rule) { p.rule = r }

// Option is the value of an option of the rule that speaks: what the project
// set, else the rule's own.
func (p *Pass) Option(name string) float64 {
	if v, ok := p.Options[p.rule.Name][name]; ok {
		return v
	}
	for i := range p.rule.Options {
		if o := &p.rule.Options[i]; o.Name == name {
			return o.Default
		}
	}
	return 0
}

// Report hands in a finding. Severity zero means the rule's own.
func (p *Pass) Report(f diag.Finding) {
	if f.Severity == 0 {
		f.Severity = p.rule.Severity
	}
	p.report(p.rule, f)
}

// Setting starts a finding about a setting, at its value or, for an empty
// value span, at its key.
func (p *Pass) Setting(x *settings.Setting, format string, args ...any) diag.Finding {
	span := x.ValueSpan
	if span.Empty() {
		span = x.KeySpan
	}
	return diag.At(span, format, args...).On(x.Key)
}

// Key starts a finding about a setting's key.
func (p *Pass) Key(x *settings.Setting, format string, args ...any) diag.Finding {
	return diag.At(x.KeySpan, format, args...).On(x.Key)
}

// Whole starts a finding about the file as a whole: it stands at the first
// line.
func (p *Pass) Whole(format string, args ...any) diag.Finding {
	return diag.At(source.Span{}, format, args...)
}
