package rules

import (
	"fmt"

	"github.com/stalcfg/stalcfg/internal/diag"
)

// Readiness016 lists what the official migration to 0.16 does not carry over.
var Readiness016 = &Rule{
	Code:     "SC3001",
	Name:     "version/016-readiness",
	Severity: diag.Info,
	Summary:  "Not carried over by the 0.16 migration",
	Since:    "0.16",
	Cites:    []Cite{{"0.16.18", "resources/scripts/migrate_v016.py:491"}, {"0.16.18", "UPGRADING/v0_16.md"}},
	Check: func(p *Pass) {
		table := successors()
		groups := map[string]*leftOut{}
		var order []*leftOut
		used := usedStores(p)
		for _, k := range p.knownInFileOrder() {
			s, ok := table[k.Match.Key.Pattern]
			switch {
			case !ok, k.Match.Key.Pattern == "directory.*.type" && goneDirectory(k.Value):
			case s.fate == "none":
				p.Report(noSuccessor(p, &k, &s))
			default:
				if group, id, _ := storeOf(&k); group && !used[id] {
					continue // the store is left out as a whole
				}
				name := s.fate + " " + s.object()
				g := groups[name]
				if g == nil {
					g = &leftOut{successor: s}
					groups[name] = g
					order = append(order, g)
				}
				g.add(k, s.target)
			}
		}
		for _, g := range order {
			p.Report(g.finding(p))
		}
		migrationStops(p, used)
	},
}

// leftOut is a group of settings that belong to one kind of object in 0.16.
type leftOut struct {
	successor
	settings []Known
	targets  []string
}

// add takes a setting; the elements of a list are one.
func (g *leftOut) add(k Known, target string) {
	if n := len(g.settings); n > 0 && g.settings[n-1].Statement == k.Statement && g.settings[n-1].Match.Key == k.Match.Key {
		return
	}
	g.settings = append(g.settings, k)
	g.targets = append(g.targets, target)
}

// shownPlaces is how many settings of a group are named.
const shownPlaces = 4

func (g *leftOut) finding(p *Pass) diag.Finding {
	first := &g.settings[0]
	what, it, belongs := settingName(first.Setting.Key), "it", "it belongs"
	if n := len(g.settings); n > 1 {
		what += " and " + plural(n-1, "further setting")
		it, belongs = "them", "they belong"
	}
	var f diag.Finding
	switch g.fate {
	case "env":
		f = p.Key(first.Setting, "%s: 0.16 has no setting for %s, but the environment variable %s", what, it, g.target).
			WithDetail("Set the variable where the server is started.")
	case "silent":
		f = p.Key(first.Setting, "%s: the official migration to 0.16 leaves %s out without a word; %s to %s there", what, it, belongs, g.object()).
			WithDetail("Create %s after the migration, with stalwart-cli apply or in the web interface.", it)
	default:
		f = p.Key(first.Setting, "%s: the official migration to 0.16 does not carry %s over, but counts %s in unmigrated.txt; %s to %s there", what, it, it, belongs, g.object()).
			WithDetail("Create %s after the migration, with stalwart-cli apply or in the web interface.", it)
	}
	if g.fate == "env" {
		return f
	}
	for i := range g.settings {
		if i == shownPlaces {
			f.Related[i-1].Message += fmt.Sprintf(", and %s more", plural(len(g.settings)-i, "setting"))
			break
		}
		f = f.WithRelated(g.settings[i].KeySpan, "%s becomes %s", settingName(g.settings[i].Setting.Key), g.targets[i])
	}
	return f
}

func noSuccessor(p *Pass, k *Known, s *successor) diag.Finding {
	f := p.Key(k.Setting, "%s has no successor in 0.16: %s", k.Setting.Key, s.reason).WithSeverity(diag.Warning)
	if s.target != "" {
		return f.WithDetail("Look at %s, and plan this before the migration.", s.target)
	}
	return f.WithDetail("Find another way before the migration.")
}
