package semdiff_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stalcfg/stalcfg/internal/dialect"
	"github.com/stalcfg/stalcfg/internal/format"
	"github.com/stalcfg/stalcfg/internal/semdiff"
	"github.com/stalcfg/stalcfg/internal/source"
	"github.com/stalcfg/stalcfg/schema"
)

// written is one setting of a generated configuration in two spellings that the
// server reads alike: flattened keys with their values.
type written struct{ one, other [][2]string }

// generate makes a configuration from random settings of the schema.
func generate(r *rand.Rand) []written {
	var out []written
	all := schema.All()
	for i := 0; i < 60; i++ {
		k := &all[r.Intn(len(all))]
		if k.Status != schema.Live || k.Secret != schema.NotSecret {
			continue
		}
		key := strings.ReplaceAll(k.Pattern, "*", "x"+strconv.Itoa(r.Intn(3)))
		if slices.ContainsFunc(out, func(w written) bool { return clash(w, key) }) {
			continue
		}
		if w, ok := spellings(r, k, key); ok {
			out = append(out, w)
		}
	}
	return out
}

// clash reports whether a key is another one's, above or below it.
func clash(w written, key string) bool {
	for _, list := range [][][2]string{w.one, w.other} {
		for _, kv := range list {
			if kv[0] == key || strings.HasPrefix(kv[0], key+".") || strings.HasPrefix(key, kv[0]+".") {
				return true
			}
		}
	}
	return false
}

// spellings writes a random value of a setting in two ways.
func spellings(r *rand.Rand, k *schema.Key, key string) (written, bool) {
	a, b, ok := values(r, k)
	switch {
	case !ok || strings.HasSuffix(k.Pattern, "*"), k.Check(a) != nil, k.Check(b) != nil:
		return written{}, false
	case k.Multi == schema.List && !schema.Ordered(k):
		c, d, _ := values(r, k)
		return written{
			one:   [][2]string{{key + ".0000", a}, {key + ".0001", c}},
			other: [][2]string{{key + ".0000", d}, {key + ".0001", b}},
		}, true
	case k.Multi == schema.List:
		return written{one: [][2]string{{key, a}}, other: [][2]string{{key + ".0000", b}}}, true
	case k.Multi != schema.Single:
		return written{}, false
	case k.Type == schema.Conditions:
		return written{
			one:   [][2]string{{key + ".0000.if", "'a' == 'b' && 2 > 1"}, {key + ".0000.then", a}, {key + ".0001.else", "false"}},
			other: [][2]string{{key + ".3.if", "'a'=='b'&&2>1"}, {key + ".3.then", b}, {key + ".4.else", "false"}},
		}, true
	}
	return written{one: [][2]string{{key, a}}, other: [][2]string{{key, b}}}, true
}

// values gives two spellings of one value.
func values(r *rand.Rand, k *schema.Key) (a, b string, ok bool) {
	n := r.Intn(50) + 2
	switch k.Type {
	case schema.Bool:
		a = strconv.FormatBool(n%2 == 0)
		return a, a, true
	case schema.U16, schema.U32, schema.U64, schema.Usize:
		return strconv.Itoa(n), "+0" + strconv.Itoa(n), true
	case schema.I32:
		return strconv.Itoa(n), "+" + strconv.Itoa(n), true
	case schema.Float:
		return strconv.Itoa(n) + ".50", "+" + strconv.Itoa(n) + ".5", true
	case schema.Duration:
		return fmt.Sprintf("%dm", n), fmt.Sprintf("%d 000 MS", n*60), true
	case schema.RateType:
		return fmt.Sprintf("%d/2m", n), fmt.Sprintf(" %d /120s", n), true
	case schema.SocketAddress:
		return fmt.Sprintf("[::1]:%d", n), fmt.Sprintf("[0:0:0:0:0:0:0:1]:%d", n), true
	case schema.IPMask:
		return fmt.Sprintf("10.%d.0.0/16", n), fmt.Sprintf("10.%d.3.4/16", n), true
	case schema.Conditions, schema.String:
		a = fmt.Sprintf("'v%d'", n)
		return a, a, true
	case schema.Enum:
		if len(k.Values) == 0 || strings.ContainsAny(strings.Join(k.Values, ""), "<*") {
			return "", "", false
		}
		a = k.Values[n%len(k.Values)]
		b = a
		if k.AnyCase {
			b = strings.ToUpper(a)
		}
		return a, b, a != ""
	}
	return "", "", false
}

// text writes one spelling of a configuration.
func text(ws []written, other bool) []byte {
	var b strings.Builder
	for _, w := range ws {
		list := w.one
		if other {
			list = w.other
		}
		for _, kv := range list {
			b.WriteString(kv[0] + " = " + strconv.Quote(kv[1]) + "\n")
		}
	}
	return []byte(b.String())
}

// TestGenerated compares generated configurations with other spellings and
// layouts of themselves, and with each other.
func TestGenerated(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	settings := 0
	var before semdiff.Side
	for i := 0; i < 150; i++ {
		ws := generate(r)
		settings += len(ws)
		one := text(ws, false)
		r.Shuffle(len(ws), func(i, j int) { ws[i], ws[j] = ws[j], ws[i] })
		x := side(t, one)
		for how, y := range map[string][]byte{"other spelling": text(ws, true), "shuffled": text(ws, false), "as the server writes it": serverText(x.Set.Doc.Keys())} {
			if d := semdiff.Compare(x, side(t, y)); len(d.Changes) > 0 {
				t.Fatalf("configuration %d, %s:\n%s\n%s\n%s", i, how, describe(d), one, y)
			}
			show := func(_, text string) string { return text }
			if a, b := semdiff.Normal(x.Set, show), semdiff.Normal(side(t, y).Set, show); a != b {
				t.Fatalf("configuration %d, %s: normal forms differ\n%s\n%s", i, how, a, b)
			}
		}
		for _, o := range []format.Options{{}, {Tables: true}} {
			laid, err := format.Format(dialect.Parse(source.New("x", one), dialect.Gen015), o)
			if err != nil {
				continue
			}
			if d := semdiff.Compare(side(t, laid), x); len(d.Changes) > 0 {
				t.Fatalf("configuration %d, laid out:\n%s", i, describe(d))
			}
		}
		if i > 0 {
			mirror(t, fmt.Sprintf("configurations %d and %d", i-1, i), semdiff.Compare(before, x), semdiff.Compare(x, before))
		}
		before = x
	}
	if settings < 2500 {
		t.Errorf("only %d settings were generated", settings)
	}
}

// TestOneEdit changes one setting at a time: exactly that one is told.
func TestOneEdit(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	edits := 0
	for i := 0; i < 200; i++ {
		ws := generate(r)
		if len(ws) == 0 {
			continue
		}
		x := side(t, text(ws, false))
		at := r.Intn(len(ws))
		w := ws[at]
		if last := len(w.one) - 1; strings.HasSuffix(w.one[last][0], ".else") {
			w.one = append(slices.Clone(w.one[:last]), [2]string{w.one[last][0], "'changed'"})
		} else if m, ok := schema.Lookup(w.one[0][0]); ok && m.Key.Multi == schema.Single && m.Key.Type == schema.Duration {
			w.one = [][2]string{{w.one[0][0], "99h"}}
		} else {
			continue
		}
		edits++
		ws[at] = w
		d := semdiff.Compare(x, side(t, text(ws, false)))
		if len(d.Changes) != 1 || d.Changes[0].Kind != semdiff.Changed || !strings.HasPrefix(w.one[0][0], d.Changes[0].Key) {
			t.Fatalf("one edit of %s:\n%s", w.one[0][0], describe(d))
		}
	}
	if edits < 50 {
		t.Errorf("only %d edits", edits)
	}
}

// FuzzCompare demands that nothing crashes, that a file is the same as itself,
// and that both directions tell the same.
func FuzzCompare(f *testing.F) {
	f.Add("a.b = 1\n[server.listener.x]\nbind = [\"[::]:25\"]\n", "[[a]]\nb = 1\n[[a]]\nc = 2\n")
	f.Add("[store.a]\ntype = \"rocksdb\"\npath = \"x\"\n[storage]\ndata = \"a\"\n", "[store.b]\ntype = \"rocksdb\"\npath = \"x\"\n[storage]\ndata = \"b\"\n")
	f.Add("k = [{if = \"a\", then = \"b\"}, {else = \"c\"}]\n", "session.rcpt.relay.0000.if = 'x'\n")
	f.Add("directory.d.principals.0000.name = 'x'\ndirectory.d.principals.0001.name = 'y'\n", "directory.d.principals.0000.name = 'y'\n")
	f.Add("server.max-connections = 'x'\nsession.ehlo.require = 'no_such'\n", "server.max-connections = 'y'\nsession.ehlo.require = true\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, s := range []string{a, b} {
			if !dialect.Parse(source.New("x", []byte(s)), dialect.Gen015).Accepted() {
				t.Skip()
			}
		}
		x, y := side(t, []byte(a)), side(t, []byte(b))
		if d := semdiff.Compare(x, x); len(d.Changes) > 0 {
			t.Fatalf("not the same as itself:\n%s", describe(d))
		}
		there, back := semdiff.Compare(x, y), semdiff.Compare(y, x)
		if there.Differs() != back.Differs() {
			t.Fatalf("differs %v and %v:\n%s\n%s", there.Differs(), back.Differs(), describe(there), describe(back))
		}
	})
}
