package generate

import (
	"encoding/json"
	"io"
	"strings"
)

type object = map[string]any

// WriteSchema writes the JSON Schema (draft 7) of inputs files, for editors.
func WriteSchema(w io.Writer) error {
	top := closed(object{"profile": object{"enum": profileNames(), "description": "A profile to start from"}})
	props := top["properties"].(object)
	for _, f := range Fields() {
		at := props
		table, name, nested := strings.Cut(f.Name, ".")
		if nested {
			if at[table] == nil {
				at[table] = closed(object{})
			}
			at = at[table].(object)["properties"].(object)
		} else {
			name = table
		}
		at[name] = f.schema()
	}
	listener := closed(object{
		"on": object{"type": "boolean"}, "port": object{"type": "integer", "minimum": 1, "maximum": 65535},
		"address":         object{"anyOf": []object{{"type": "string"}, {"type": "array", "items": object{"type": "string"}}}},
		"max-connections": object{"type": "integer", "minimum": 1},
	})
	ids := object{}
	for _, id := range serviceIDs() {
		ids[id] = listener
	}
	props["listeners"] = closed(ids)
	nodes := props["node"].(object)["properties"].(object)
	nodes["roles"] = object{"type": "object", "description": "Numbers of the nodes that do a task: " + strings.Join(Words("role"), ", ")}
	top["$schema"] = "http://json-schema.org/draft-07/schema#"
	top["title"] = "inputs of stalcfg generate"
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(top)
}

func closed(properties object) object {
	return object{"type": "object", "properties": properties, "additionalProperties": false}
}

// schema is what a field may be: numbers may be written as texts too.
func (f *Field) schema() object {
	s := object{"type": []string{"string", "number"}}
	switch {
	case f.Words != nil:
		s = object{"enum": f.Words}
	case f.Truth:
		s = object{"type": "boolean"}
	case f.List:
		s = object{"anyOf": []object{{"type": "string"}, {"type": "array", "items": object{"type": "string"}}}}
	}
	s["description"] = strings.ReplaceAll(f.Usage, "`", "")
	return s
}
