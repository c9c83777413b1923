package schema

import (
	"encoding/json"
	"io"
	"strings"
)

// Exported is a setting as data for other tools.
type Exported struct {
	Key        string   `json:"key"`
	Type       string   `json:"type"`
	Optional   bool     `json:"optional,omitempty"`
	List       bool     `json:"list,omitempty"`
	Unit       string   `json:"unit,omitempty"`
	Default    string   `json:"default,omitempty"`
	Values     []string `json:"values,omitempty"`
	Required   string   `json:"required,omitempty"`
	Scope      string   `json:"scope"`
	Enterprise bool     `json:"enterprise,omitempty"`
	Secret     bool     `json:"secret,omitempty"`
	Source     string   `json:"source,omitempty"`
}

// Export gives the settings the server reads, in order.
func Export() []Exported {
	var out []Exported
	for i := range keys {
		k := &keys[i]
		if k.Status != Live {
			continue
		}
		out = append(out, Exported{
			Key: k.Pattern, Type: k.Type.String(), Optional: k.Optional, List: k.Multi != Single, Unit: k.Unit,
			Default: k.Default + k.DefaultExpr, Values: k.Values, Required: k.Required, Scope: k.Scope.String(),
			Enterprise: k.Enterprise, Secret: k.Secret != NotSecret, Source: k.Source,
		})
	}
	return out
}

// object is a JSON value with fields.
type object = map[string]any

// ExportJSONSchema writes a JSON Schema (draft 07) for config.toml as strict
// TOML tools read it: numbers and booleans may be quoted, every text may be a
// macro, conditions may be arrays of tables.
func ExportJSONSchema(w io.Writer) error {
	root := object{
		"$schema": "http://json-schema.org/draft-07/schema#", "title": "Stalwart " + Latest().Line() + " config.toml",
		"type": "object", "additionalProperties": false, "properties": object{},
	}
	for i := range keys {
		if k := &keys[i]; k.Status == Live || k.Status == Label {
			place(root, strings.Split(k.Pattern, "."), k)
		}
	}
	relax(root)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(root)
}

// place adds a setting below an object schema.
func place(at object, segs []string, k *Key) {
	name := segs[0]
	var next object
	if name == "*" {
		next, _ = at["additionalProperties"].(object)
		if next == nil {
			next = object{}
			at["additionalProperties"] = next
		}
	} else {
		props, _ := at["properties"].(object)
		if props == nil {
			props = object{}
			at["properties"] = props
		}
		next, _ = props[name].(object)
		if next == nil {
			next = object{}
			props[name] = next
		}
	}
	if len(segs) > 1 {
		next["type"] = "object"
		if _, ok := next["additionalProperties"]; !ok {
			next["additionalProperties"] = false
		}
		place(next, segs[1:], k)
		return
	}
	next["value"] = k
}

// relax turns the marks of place into schemas, objects with values included.
func relax(at object) {
	props, _ := at["properties"].(object)
	for n, below := range props {
		props[n] = finish(below.(object))
	}
	if a, ok := at["additionalProperties"].(object); ok {
		at["additionalProperties"] = finish(a)
	}
}

func finish(o object) object {
	k, isValue := o["value"].(*Key)
	delete(o, "value")
	if _, isObject := o["type"]; isObject {
		relax(o)
		if !isValue {
			return o
		}
		return object{"anyOf": []any{valueSchema(k), o}, "description": describe(k)}
	}
	if !isValue {
		return object{}
	}
	s := valueSchema(k)
	s["description"] = describe(k)
	return s
}

func describe(k *Key) string {
	s := k.Type.String()
	if k.HasDefault {
		s += ", default " + k.Default
	}
	if k.Unit != "" {
		s += ", " + k.Unit
	}
	if k.Scope == Database {
		s += " (database key)"
	}
	return s
}

// macro matches every text with a macro in it.
const macro = `%\{(env|file|cfg):`

// valueSchema describes one value, alone or in the forms the server takes.
func valueSchema(k *Key) object {
	one := scalarSchema(k)
	forms := []any{one}
	switch {
	case k.IsExpression():
		anything := object{"type": []string{"string", "boolean", "number", "array"}} // tombi takes {} for no schema at all
		branch := object{"type": "object", "properties": object{"if": anything, "then": anything, "else": anything}, "additionalProperties": false}
		forms = append(forms, object{"type": "array", "items": branch}, object{"type": "object"})
	case k.Multi == Set || k.Multi == Map:
		forms = []any{object{}}
	case k.Multi != Single:
		forms = append(forms, object{"type": "array", "items": one}, object{"type": "object"})
	}
	if len(forms) == 1 {
		return forms[0].(object)
	}
	return object{"anyOf": forms}
}

func scalarSchema(k *Key) object {
	text := func(pattern string) object { return object{"type": "string", "pattern": pattern} }
	none := ""
	if k.Optional {
		none = "|^(|false|disabled?|never|0)$"
	}
	switch k.Type {
	case Bool:
		return object{"anyOf": []any{object{"type": "boolean"}, text("^(true|false)$|" + macro + none)}}
	case U16, U32, U64, Usize:
		forms := []any{object{"type": "integer", "minimum": 0}, text("^\\+?[0-9]+$|" + macro + none)}
		if k.Optional {
			forms = append(forms, object{"const": false})
		}
		return object{"anyOf": forms}
	case I32:
		return object{"anyOf": []any{object{"type": "integer"}, text("^[+-]?[0-9]+$|" + macro)}}
	case Float:
		return object{"anyOf": []any{object{"type": "number"}, text("^[-+]?[0-9.]|^[-+]?(inf|nan)|" + macro)}}
	case Duration:
		forms := []any{object{"type": "integer", "minimum": 1}, text("^ *[0-9]+ *([dhmsDHMS]|[mM][sS])? *$|" + macro + none)}
		if k.Optional {
			forms = append(forms, object{"const": false}, object{"const": 0})
		}
		return object{"anyOf": forms}
	case RateType:
		return object{"anyOf": []any{text("^ *[0-9]+ */.*$|^(false|none|unlimited)$|" + macro + none), object{"const": false}}}
	case Enum:
		if len(k.Values) > 0 && !k.AnyCase && !strings.Contains(strings.Join(k.Values, ""), "<") {
			return object{"anyOf": []any{object{"enum": anyList(k.Values)}, text(macro), object{"type": []any{"boolean", "integer"}}}}
		}
	}
	return object{"type": []any{"string", "boolean", "number"}}
}

func anyList(words []string) []any {
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out
}
