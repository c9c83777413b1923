package rules

import (
	"math"
	"strconv"
	"sync"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
)

// Number is a numeric setting in effect: what the file says, what it falls back
// to, or the default.
type Number struct {
	N   uint64
	Key string            // the key it comes from, or the first one asked for
	At  *settings.Setting // nil for the default
	OK  bool              // false when a macro or an unreadable value hides it
}

// number gives the first of the keys that is set, or the default.
func (p *Pass) number(def uint64, keys ...string) Number {
	for _, k := range keys {
		x, ok := p.Set.Lookup(k)
		if !ok {
			continue
		}
		if schema.None(x.Value) && isOptional(k) {
			return Number{0, k, x, true}
		}
		n, err := schema.ParseUint(x.Value, 64)
		return Number{n, k, x, err == nil && !x.HasMacro()}
	}
	return Number{def, keys[0], nil, true}
}

func isOptional(key string) bool {
	m, ok := schema.Lookup(key)
	return ok && m.Key.Optional
}

// milliseconds gives a duration in effect.
func (p *Pass) milliseconds(def uint64, key string) Number {
	x, ok := p.Set.Lookup(key)
	if !ok {
		return Number{def, key, nil, true}
	}
	ms, err := schema.ParseDuration(x.Value)
	return Number{ms, key, x, err == nil && !x.HasMacro()}
}

// about starts a finding at a number's setting, or at the file when the default
// is in effect.
func (p *Pass) about(n Number, format string, args ...any) diag.Finding {
	if n.At != nil {
		return p.Setting(n.At, format, args...)
	}
	return p.Whole(format, args...).On(n.Key)
}

// is writes a key with its value: "x = 5" or "x = 5 (default)". Pass.is says as
// well that the database may override a default.
func (n Number) is() string {
	s := n.Key + " = " + strconv.FormatUint(n.N, 10)
	if n.At == nil {
		s += " (default)"
	}
	return s
}

// size writes bytes for people.
func size(n uint64) string { return budget.Size(n) }

// ram is the memory of the host, the largest number when it is not known so
// that nothing exceeds it.
func (p *Pass) ram() uint64 {
	if p.Host.RAM.Known() {
		return p.Host.RAM.Value
	}
	return math.MaxUint64
}

// share is a part of the host's memory.
func (p *Pass) share(part float64) uint64 {
	if !p.Host.RAM.Known() {
		return math.MaxUint64
	}
	return uint64(float64(p.Host.RAM.Value) * part)
}

func percent(part, whole uint64) string {
	return strconv.FormatFloat(100*float64(part)/float64(max(whole, 1)), 'f', 0, 64) + " %"
}

func times(n uint64, f float64) uint64 {
	v := float64(n) * f
	if v >= math.MaxUint64 {
		return math.MaxUint64
	}
	return uint64(v)
}

// load is the declared workload, or a small office when nothing was declared:
// it must not depend on the host, so that a larger host never adds a finding.
func (p *Pass) load() budget.Workload {
	if p.Workload != nil {
		return *p.Workload
	}
	w := budget.ForUsers(10)
	w.Origin = "assumed; declare it with --users"
	return w
}

// Ledger is the budget of the file on the host, made once.
func (p *Pass) Ledger() *budget.Ledger {
	if p.ledger == nil {
		p.ledger = ledgers.Get().(*budget.Ledger)
		p.ledger.Fill(p.Set, p.Host, p.load())
	}
	return p.ledger
}

// ledgers are those of files that have been read: rules take numbers from a
// ledger and never keep it, so the next file can have its memory.
var ledgers = sync.Pool{New: func() any { return new(budget.Ledger) }}

// Release ends the pass: it gives back what the next one can use. No rule may
// run afterwards.
func (p *Pass) Release() {
	if p.ledger != nil {
		ledgers.Put(p.ledger)
		p.ledger = nil
	}
}

// environment reports that a variable is set on this machine, where stalcfg may
// look.
func (p *Pass) environment(name string) bool {
	if p.Machine == nil {
		return false
	}
	_, ok := p.Machine.LookupEnv(name)
	return ok
}

// complete reports whether the whole file was read and has listeners, so that what
// it costs can be judged as a whole.
func (p *Pass) complete() bool {
	return !p.Set.Partial && len(p.Set.IDs("server.listener", "protocol")) > 0
}
