package generate

import (
	"regexp"
	"slices"
	"strings"
)

// nixModule writes a NixOS module that sets the settings of the server. The
// module of NixOS has this name in every release that ships Stalwart 0.15.
//
// Besides the settings of the file it has a store, a directory and a log of its
// own as defaults (nixos/modules/services/mail/stalwart.nix). Merged with those
// of a plan there would be two stores, so the plan's groups replace them.
func (w *lines) nixModule(p *Plan, o RenderOptions) {
	groups := p.tree(o.Only).children
	forced := slices.ContainsFunc(groups, func(c *branch) bool { return ownInNixOS(c.name) })
	w.note(0, "A NixOS module. Put it beside configuration.nix and name it under imports.")
	if forced {
		w.note(0, "mkForce: these are instead of the store, directory and log that NixOS would add.")
		w.put(0, "{ lib, ... }:")
	}
	w.put(0, "{")
	w.put(1, "services.stalwart.settings = {")
	for _, c := range groups {
		if !ownInNixOS(c.name) {
			w.nix(c, 2, "")
			continue
		}
		w.put(2, c.name, " = lib.mkForce {")
		for _, x := range c.children {
			w.nix(x, 3, "")
		}
		w.put(2, "};")
	}
	w.put(1, "};")
	w.put(0, "}")
}

// ownInNixOS reports a group in which the module of NixOS has objects of its own.
func ownInNixOS(group string) bool {
	return group == "store" || group == "directory" || group == "tracer"
}

// nix writes one attribute. Sets with a single attribute are written with a dot.
func (w *lines) nix(b *branch, depth int, prefix string) {
	name := prefix + nixName(b.name)
	switch {
	case b.value != nil && (b.value.Kind == List && len(b.value.List) > 3 || b.value.Kind == Conditions):
		w.put(depth, name, " = [")
		for _, item := range b.value.nixItems() {
			w.put(depth+1, item)
		}
		w.put(depth, "];")
	case b.value != nil:
		w.put(depth, name, " = ", b.value.nix(), ";")
	case len(b.children) == 1:
		w.nix(b.children[0], depth, name+".")
	default:
		w.put(depth, name, " = {")
		for _, c := range b.children {
			w.nix(c, depth+1, "")
		}
		w.put(depth, "};")
	}
}

// nix is a value on one line.
func (v Value) nix() string {
	switch v.Kind {
	case Integer, Boolean:
		return v.String()
	case List, Conditions:
		return "[ " + strings.Join(append(v.nixItems(), "]"), " ")
	}
	return nixText(v.Text)
}

// nixItems are the elements of a list.
func (v Value) nixItems() []string {
	var out []string
	for _, s := range v.List {
		out = append(out, nixText(s))
	}
	for _, c := range v.Cases {
		item := "{ "
		for _, p := range c.pairs() {
			item += nixName(p.Key) + " = " + nixText(p.Text) + "; "
		}
		out = append(out, item+"}")
	}
	return out
}

var nixWord = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_'-]*$`)

// nixName is the name of an attribute. Words of the language need quotes.
func nixName(s string) string {
	switch s {
	case "if", "then", "else", "assert", "with", "let", "in", "rec", "inherit", "or":
		return `"` + s + `"`
	}
	if nixWord.MatchString(s) {
		return s
	}
	return nixText(s)
}

// nixText is a text in quotes, in which ${ would begin an expression.
func nixText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "${", `\${`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s) + `"`
}
