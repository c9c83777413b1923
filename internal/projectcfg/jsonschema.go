package projectcfg

import (
	"encoding/json"
	"io"
	"slices"

	"github.com/stalcfg/stalcfg/internal/host"
	"github.com/stalcfg/stalcfg/rules"
)

type object = map[string]any

// WriteSchema writes the JSON Schema (draft 7) of .stalcfg.toml, for editors.
func WriteSchema(w io.Writer) error {
	choices := choicesSchema()
	top := object{}
	override := object{"paths": describe(object{"type": "array", "items": object{"type": "string", "minLength": 1}, "minItems": 1},
		"Globs relative to this file; without a slash they fit names in any directory")}
	for name, s := range choices {
		top[name], override[name] = s, s
	}
	top["only"] = describe(ref("selectors"), "Run nothing but these rules")
	top["fail-on"] = describe(object{"enum": []string{"error", "warning", "info", "never"}}, "Exit with 1 on findings of this severity or above")
	top["max-findings"] = describe(object{"type": "integer", "minimum": 0}, "List at most as many findings of each rule in a file, and count the others; 0 lists all")
	top["baseline"] = describe(object{"type": "string"}, "File with known findings, relative to this file")
	top["suppressions"] = closed(object{"require-reason": describe(object{"type": "boolean"}, "Comments that suppress must say why")})
	top["host"] = describe(closed(numbersSchema(host.Names[:])), "The machine the configurations are for")
	top["workload"] = describe(closed(numbersSchema(Numbers())), "What the users of the server do")
	top["cluster"] = closed(object{"nodes": describe(object{"type": "array", "items": object{"type": "string", "minLength": 1}, "minItems": 1},
		"Files of the nodes of one cluster, relative to this file; globs are allowed")}, "nodes")
	top["rules"] = describe(closed(ruleOptionsSchema()), "Options of single rules")
	top["overrides"] = object{"type": "array", "items": closed(override, "paths")}
	top["keys"] = object{"type": "array", "items": keySchema()}
	schema := closed(top)
	schema["$schema"] = "http://json-schema.org/draft-07/schema#"
	schema["title"] = "stalcfg project configuration (" + Name + ")"
	schema["definitions"] = object{
		"selectors": object{"type": "array", "items": object{"type": "string"}},
		"level":     object{"enum": []string{"error", "warning", "info", "off"}},
		"key":       object{"type": "string", "pattern": `^(\*|[^.*\s]+)(\.(\*|[^.*\s]+))*$`},
		"values": object{"anyOf": []object{
			{"type": []string{"string", "number", "boolean"}},
			{"type": "array", "minItems": 1, "items": object{"type": []string{"string", "number", "boolean"}}},
		}},
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(schema)
}

func ref(name string) object { return object{"$ref": "#/definitions/" + name} }

// describe adds a description; beside $ref draft 7 ignores it, so that is
// wrapped.
func describe(s object, text string) object {
	if _, ok := s["$ref"]; ok {
		s = object{"allOf": []object{s}}
	}
	s["description"] = text
	return s
}

// closed is a table without further keys.
func closed(properties object, required ...string) object {
	s := object{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

func choicesSchema() object {
	return object{
		"target":   describe(object{"type": "string", "pattern": `^v?[0-9]+\.[0-9]+(\.[0-9]+)?$`}, "Stalwart release, as 0.15"),
		"preset":   object{"enum": []string{rules.Recommended.String(), rules.Strict.String(), rules.All.String()}},
		"select":   describe(ref("selectors"), "Also run these rules: codes, beginnings of codes, names or families"),
		"ignore":   describe(ref("selectors"), "Do not run these rules"),
		"severity": object{"type": "object", "description": "How grave a rule is", "additionalProperties": ref("level")},
	}
}

func numbersSchema(names []string) object {
	out := object{}
	for _, name := range names {
		least := "minimum"
		if slices.Contains([]string{"ram", "cores", "workers", "nofile", "users", "memory-limit", "somaxconn", "db-max-connections", "nodes"}, name) {
			least = "exclusiveMinimum"
		}
		forms := []object{{"type": "number", least: 0}, {"type": "string", "pattern": `^[0-9.]+ *[A-Za-z]*$`}}
		if name == "memory-limit" {
			forms = append(forms, object{"enum": []string{"none", "max", "infinity"}})
		}
		out[name] = object{"anyOf": forms}
	}
	return out
}

func ruleOptionsSchema() object {
	out := object{}
	for _, r := range rules.List() {
		if len(r.Options) == 0 {
			continue
		}
		options := object{}
		for _, o := range r.Options {
			options[o.Name] = object{"type": "number", "minimum": o.Min, "maximum": o.Max, "default": o.Default, "description": o.Summary}
		}
		for _, name := range append([]string{r.Code, r.Name}, r.Aliases...) {
			out[name] = describe(closed(options), r.Summary)
		}
	}
	return out
}

func keySchema() object {
	test := func(more object) object {
		more["value"] = describe(ref("values"), "Values that are meant, all when left out")
		more["matches"] = describe(object{"type": "string", "format": "regex"}, "Regular expression for the values that are meant")
		return more
	}
	s := closed(test(object{
		"id":       describe(object{"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}, "Names the rule custom/<id>"),
		"forbid":   describe(ref("key"), "Key that must not be set; * stands for one part"),
		"require":  describe(ref("key"), "Key that must be set; * stands for every id there is"),
		"message":  describe(object{"type": "string"}, "Why"),
		"severity": ref("level"),
		"when": closed(test(object{
			"key": describe(ref("key"), "Key that decides whether the rule speaks; * stands for what it does in the rule"),
			"set": describe(object{"type": "boolean"}, "false: the key must not be set"),
		}), "key"),
	}), "id")
	s["oneOf"] = []object{{"required": []string{"forbid"}}, {"required": []string{"require"}}}
	s["not"] = object{"required": []string{"value", "matches"}}
	return s
}
