package rules

import (
	"strings"

	"github.com/stalcfg/stalcfg/internal/settings"
	"github.com/stalcfg/stalcfg/schema"
	"github.com/stalcfg/stalcfg/schema/history"
)

// release converts a version to the one of the history package.
func release(v schema.Version) history.Version { return history.V(v.Major, v.Minor, v.Patch) }

// readByTarget reports whether the release linted for reads a key. Of the
// newest line the schema knows every form; of older ones a key counts as read
// when any name it begins with does.
func (p *Pass) readByTarget(x *settings.Setting) bool {
	m, ok := p.Set.Match(x)
	if ok && m.Key.Status == schema.Label {
		return true // a name or description for people, harmless
	}
	if p.Target.AtLeast(15) {
		return ok && m.Key.Status == schema.Live
	}
	for name := x.Key; strings.Contains(name, "."); name = name[:strings.LastIndexByte(name, '.')] {
		if history.ReadBy(name, release(p.Target)) {
			return true
		}
	}
	return false
}

// pastOf tells when a key that the target does not read was read.
func (p *Pass) pastOf(key string) (since, until history.Version, ok bool) {
	since, until, ok = history.Lifetime(settingName(key))
	if !ok {
		return since, until, false
	}
	target := release(p.Target)
	return since, until, until.Compare(target) < 0 || since.Compare(target) > 0
}
