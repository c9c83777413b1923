package schema

import (
	"fmt"
	"slices"
	"strings"
)

// Check reports why the server cannot read a text as a value of the setting,
// nil if it can. Texts of types that the server never refuses by themselves
// (strings, paths, scripts) are always fine; expressions are checked elsewhere.
func (k *Key) Check(text string) error {
	if k.Optional && None(text) {
		return nil
	}
	if err := k.checkType(text); err != nil {
		return err
	}
	if k.HasMin || k.HasMax {
		return k.checkRange(text)
	}
	return nil
}

// CheckFor is Check for a setting of an object of the given type; "" when the
// type is not known.
func (k *Key) CheckFor(typ, text string) error {
	if len(k.NoneTypes) > 0 && typ != "" && None(text) && !slices.Contains(k.NoneTypes, typ) {
		return k.checkType(text)
	}
	return k.Check(text)
}

func (k *Key) checkType(text string) error {
	var err error
	switch k.Type {
	case Bool:
		_, err = ParseBool(text)
	case U16:
		_, err = ParseUint(text, 16)
	case U32:
		_, err = ParseUint(text, 32)
	case U64, Usize:
		_, err = ParseUint(text, 64)
	case I32:
		_, err = ParseInt(text, 32)
	case Float:
		_, err = ParseFloat(text)
	case Duration:
		_, err = ParseDuration(text)
	case RateType:
		_, err = ParseRate(text)
	case IP:
		_, err = ParseIP(text)
	case IPMask:
		_, err = ParseIPMask(text)
	case SocketAddress:
		_, err = ParseSocketAddress(text)
	case CronType:
		_, err = ParseCron(text)
	case Enum:
		err = k.checkEnum(text)
	case NodeList:
		err = checkNodes(text)
	case EventPattern:
		err = checkEvents(text)
	}
	return err
}

// checkEnum compares with the accepted words.
func (k *Key) checkEnum(text string) error {
	if len(k.Values) == 0 {
		return nil
	}
	if k.Trimmed {
		text = strings.TrimSpace(text)
	}
	if k.isLanguage() {
		text, _, _ = strings.Cut(text, "-") // a region does not count
	}
	for _, v := range k.Values {
		if v == text || k.AnyCase && strings.EqualFold(v, text) || strings.HasPrefix(v, "<") {
			return nil
		}
	}
	return fmt.Errorf("the values are %s", OrList(k.Values))
}

// isLanguage reports whether the values are languages, of which the server cuts
// off the region (v0.15.5 crates/nlp/src/language/mod.rs).
func (k *Key) isLanguage() bool {
	return strings.HasSuffix(k.Pattern, "default-language") || strings.HasSuffix(k.Pattern, ".languages")
}

func (k *Key) checkRange(text string) error {
	f, err := ParseFloat(strings.TrimPrefix(text, "+"))
	if err != nil {
		return nil
	}
	switch {
	case k.HasMin && f < k.Min:
		return fmt.Errorf("the least is %v", k.Min)
	case k.HasMax && f > k.Max:
		return fmt.Errorf("the most is %v", k.Max)
	}
	return nil
}

// OrList writes words as "a, b or c".
func OrList(words []string) string {
	words = slices.Clone(words)
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// ValueList writes the values of an Enum as "a, b or c", long lists shortened.
func ValueList(k *Key) string {
	if len(k.Values) > 20 {
		return strings.Join(k.Values[:20], ", ") + " and others"
	}
	return OrList(k.Values)
}

// NearestValue is the value of an Enum that a word was probably meant to be, or
// "".
func NearestValue(k *Key, word string) string {
	plain := func(s string) string {
		return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s))
	}
	if syn := synonym(strings.ToLower(word)); slices.Contains(k.Values, syn) {
		return syn
	}
	best, cost := "", 3
	for _, v := range k.Values {
		if v == "" {
			continue
		}
		d := distance(plain(word), plain(v))
		if len(word) > 3 && (strings.HasPrefix(plain(v), plain(word)) || strings.HasPrefix(plain(word), plain(v)) && len(v) > 1) {
			d = min(d, 1)
		}
		if d < cost && d*3 <= max(len(v), 3) {
			best, cost = v, d
		}
	}
	return best
}

// FormatDuration writes milliseconds for people: "1.5 s", "5 minutes".
func FormatDuration(ms uint64) string {
	switch {
	case ms < 1000:
		return fmt.Sprintf("%d ms", ms)
	case ms < 120_000:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(ms)/1000), ".0") + " s"
	case ms < 7_200_000:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(ms)/60_000), ".0") + " minutes"
	case ms < 172_800_000:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(ms)/3_600_000), ".0") + " hours"
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(ms)/86_400_000), ".0") + " days"
}

// synonym is what other software's word for a value is called here.
func synonym(word string) string {
	switch word {
	case "filesystem", "file", "disk", "local-fs":
		return "fs"
	case "postgres", "pgsql", "pg", "psql":
		return "postgresql"
	case "mariadb":
		return "mysql"
	case "sqlite3":
		return "sqlite"
	case "minio":
		return "s3"
	case "elastic", "opensearch":
		return "elasticsearch"
	case "opentelemetry", "otlp":
		return "otel"
	case "warning":
		return "warn"
	case "sieve":
		return "managesieve"
	case "submission", "submissions", "esmtp":
		return "smtp"
	case "jmap", "webadmin":
		return "http"
	case "imaps", "imap4":
		return "imap"
	case "pop", "pop3s":
		return "pop3"
	}
	return ""
}
