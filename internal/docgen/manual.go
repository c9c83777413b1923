package docgen

// Manual is what the reference says besides the commands, in plain sentences.
type Manual struct {
	Description []string // paragraphs
	Exit        []Word   // exit codes
	Environment []Word
	Files       []Word
	Version     string // of the manual page, "" to leave it out
}

// byCategory parts flags into their categories in order of appearance.
func byCategory(flags []Flag) (names []string, groups map[string][]Flag) {
	groups = map[string][]Flag{}
	for _, f := range flags {
		if groups[f.Category] == nil {
			names = append(names, f.Category)
		}
		groups[f.Category] = append(groups[f.Category], f)
	}
	return names, groups
}

// spelling is a flag as it is typed: "--format FORMAT, -f FORMAT".
func (f Flag) spelling() string {
	value := ""
	if f.Value != "" {
		value = " " + f.Value
	}
	out := "--" + f.Name + value
	if f.Short != "" {
		out += ", -" + f.Short + value
	}
	return out
}

// meaning is the usage with the default.
func (f Flag) meaning() string {
	if f.Default == "" {
		return f.Usage
	}
	return f.Usage + " (default: " + f.Default + ")"
}
