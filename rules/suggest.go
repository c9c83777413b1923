package rules

import "strings"

// Suggest gives the name or code that a word may be a misspelling of, or "".
func Suggest(word string) string {
	best, least := "", len(word)/3+1
	try := func(name string) {
		if d := edits(strings.ToLower(word), strings.ToLower(name), least); d < least {
			best, least = name, d
		}
	}
	for _, r := range List() {
		try(r.Name)
		try(r.Family())
		for _, a := range r.Aliases {
			try(a)
		}
		if _, short, _ := strings.Cut(r.Name, "/"); strings.EqualFold(short, word) {
			return r.Name
		}
		if strings.EqualFold(r.Code, word) {
			return r.Code
		}
	}
	if best == "" {
		return nameWith(strings.ToLower(word))
	}
	return best
}

// nameWith gives the first name of a rule that holds a word of some length, or "".
func nameWith(word string) string {
	for _, r := range List() {
		if len(word) > 3 && strings.Contains(r.Name, word) {
			return r.Name
		}
	}
	return ""
}

// edits is the number of letters to insert, delete or replace, or limit when it
// is not below that.
func edits(a, b string, limit int) int {
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return min(row[len(b)], limit)
}
