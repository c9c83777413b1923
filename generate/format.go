package generate

import (
	"fmt"
	"strings"

	"github.com/stalcfg/stalcfg/schema"
)

// Formats gives the forms in which a plan can be written: the server's file,
// the same tables as JSON, the settings of the NixOS module, the values of Helm
// charts that turn their values into the file, and a file of environment
// variables. Ansible has no form of its own: its roles for Stalwart share no
// variables, and all write the server's file from a template.
func Formats() []string { return []string{"toml", "json", "nix", "helm-values", "env"} }

// RenderAs writes the plan in one of Formats. The error is about a format or a
// section that does not exist.
func RenderAs(p *Plan, format string, o RenderOptions) ([]byte, error) {
	if err := checkSections(o.Only); err != nil {
		return nil, err
	}
	w := lines{comments: !o.NoComments}
	switch format {
	case "toml":
		return Render(p, o)
	case "json":
		w.json(p.tree(o.Only), 0)
		w.text("\n")
	case "nix":
		w.nixModule(p, o)
	case "helm-values":
		w.helm(p, o)
	case "env":
		w.env(p)
	default:
		return nil, fmt.Errorf("%q is no format: use %s", format, schema.OrList(Formats()))
	}
	return []byte(w.b.String()), nil
}

// lines collects the lines of a text.
type lines struct {
	b        strings.Builder
	comments bool
}

func (w *lines) text(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// put writes a line at a depth.
func (w *lines) put(depth int, parts ...string) {
	w.b.WriteString(strings.Repeat("  ", depth))
	w.text(parts...)
	w.b.WriteByte('\n')
}

// note writes a comment unless comments are unwanted or there is none.
func (w *lines) note(depth int, text string) {
	if w.comments && text != "" {
		w.put(depth, "# ", text)
	}
}
