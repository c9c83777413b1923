package rules

import (
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/schema"
)

// TestForeignGroups holds that no group of the table is one of Stalwart, and that
// those are which the texts name.
func TestForeignGroups(t *testing.T) {
	for _, f := range foreignGroups {
		for _, name := range f.names {
			if g, ok := schema.UnknownGroup(name + ".x"); !ok || g != name {
				t.Errorf("%s is a group of Stalwart", name)
			}
			if foreign(name).text != f.text {
				t.Errorf("%s stands twice", name)
			}
		}
		for _, group := range f.has {
			below := strings.ReplaceAll(group, "<id>", "x") + ".x"
			if g, ok := schema.UnknownGroup(below); ok && g != below[:len(below)-2] {
				t.Errorf("there is no group %s", group)
			}
			if g, ok := schema.UnknownGroup(below + ".x"); ok && g != below {
				t.Errorf("there is no group %s, only %s", group, g)
			}
			if !strings.Contains(f.text, group) {
				t.Errorf("%q does not name %s", f.text, group)
			}
		}
	}
}
