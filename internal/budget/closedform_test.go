package budget_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stalcfg/stalcfg/internal/budget"
)

// recommended are the remaining values the worked table gives to each host: sizes
// in MiB of the largest message, IMAP request and upload, of the caches for
// tokens, events, contacts, files and each large DNS cache; and the workers.
var recommended = map[string]struct {
	message, request, upload               float64
	token, events, contacts, files, dns    float64
	workers                                float64
	peakRocks, peakSQL, unitRocks, unitSQL float64 // of the table, in GiB, and its last digit
}{
	"A": {25, 26, 25, 2, 4, 4, 2, 1, 4, 1.0, 0.4, 0.1, 0.1},
	"B": {50, 50, 50e6 / budget.MiB, 4, 12, 6, 4, 2, 4, 1.6, 0.6, 0.1, 0.1},
	"C": {50, 50, 50e6 / budget.MiB, 10, 48, 24, 16, 5, 4, 3.4, 1.1, 0.1, 0.1},
	"D": {50, 50, 50e6 / budget.MiB, 16, 160, 80, 32, 10, 8, 6.6, 2.2, 0.1, 0.1},
	"E": {100, 104, 50e6 / budget.MiB, 32, 512, 256, 64, 20, 16, 20.7, 7.1, 0.1, 0.1},
	"F": {100, 104, 50e6 / budget.MiB, 64, 1536, 768, 128, 40, 32, 78, 21, 1, 1},
}

// full is the configuration of a column with every value the table recommends.
func (p *published) full(store string) string {
	text := p.config(store)
	r := recommended[p.name]
	for key, mib := range map[string]float64{
		"session.data.limits.size": r.message, "imap.request.max-size": r.request, "jmap.protocol.upload.max-size": r.upload,
		"cache.access-token.size": r.token, "cache.events.size": r.events, "cache.contacts.size": r.contacts, "cache.files.size": r.files,
		"cache.dns.txt.size": r.dns, "cache.dns.mx.size": r.dns, "cache.dns.ipv4.size": r.dns, "cache.dns.ipv6.size": r.dns, "cache.dns.rbl.size": r.dns,
	} {
		text += fmt.Sprintf("%s = %.0f\n", key, mib*budget.MiB)
	}
	return text
}

// closed is the model's closed form for a column, in MiB, with numbers of its
// own: none is taken from the ledger's table. Where the form leaves a number
// open, it has the ledger's: the smaller caches half full, those for DNS to a
// quarter; the block caches by users; one in twenty IMAP sessions has appended a
// message.
type closed struct{ base, sessions, caches, rocks, sql, peak, flush float64 }

func (p *published) closed(store string) closed {
	const kib, rust = 1.0 / 1024, 1.15
	r, w := recommended[p.name], budget.ForUsers(p.users)
	imap, http, ws := w.Sessions()
	users, mails := float64(p.users), float64(p.users)*60*0.15/3600
	cores := float64(map[string]int{"A": 1, "B": 2, "C": 4, "D": 8, "E": 16, "F": 32}[p.name])
	average, smtp := 75*kib, 8*mails
	var f closed
	threads := r.workers + 1
	if store == "rocksdb" {
		threads += math.Max(cores, 3) + 1 + math.Max(cores, 4)
	}
	f.base = rust * (58 + 450*kib*threads + 4*math.Pow(2, float64(p.features)-20) + 35)
	f.sessions = rust * kib * (imap*(32+22*2048*kib) + http*30 + smtp*36 + ws*176 + 0.4*(imap+http+smtp))
	demand := 1.2 * users * w.ActiveShare * (96*5000 + 4096) / budget.MiB
	f.caches = rust * (1.05*math.Min(p.message, demand) + 1.2*(r.events+r.contacts+r.files+1)/2 + 2.5*(5*r.dns+3)/4 + (r.token+1)/2 + 5)
	written := users * 60 * 30 * (35 + 75) * kib
	hot := map[string]float64{"A": 2.5, "B": 4, "C": 8, "D": 10, "E": 12, "F": 12}[p.name]
	sst := users * 5000 * 12 * kib
	f.rocks = 50 + 1.25*(math.Min(hot*136, written)+math.Min(w.BlockShare*27*32, sst+16)+0.015*sst)
	f.sql = 64*kib*math.Min(float64(p.pool), 2*cores) + 30
	appends, uploads := math.Floor(imap/3000)+1, math.Floor(http/2000)+1
	f.peak = 6*average*(math.Ceil(smtp)+2) + average*(4*float64(p.queues[0])+2*float64(p.queues[1]+p.queues[2]+p.queues[3])) +
		5*r.request/2*appends + math.Ceil(imap/20)*average + r.request + 4*r.upload*uploads +
		48*math.Pow(2, float64(p.features)-20) + 2*r.message*6*0.25
	if store == "rocksdb" {
		f.flush = 128
	}
	return f
}

// rest is the memory at rest in GiB.
func (f *closed) rest(store string) float64 {
	if store == "rocksdb" {
		return (f.base + f.sessions + f.caches + f.rocks) / 1024
	}
	return (f.base + f.sessions + f.caches + f.sql) / 1024
}

// beyond are the rows of the peak that the closed form does not have: WebDAV
// bodies of the default size and the download of address tables, 100 MiB each,
// which the model describes in its text.
var beyond = []string{"WebDAV files", "download of address tables"}

// figures are the ledger's memory at rest and at the peak in GiB, and the part of
// the peak that the closed form does not have.
func figures(l *budget.Ledger) (rest, peak, extra float64) {
	for i := range l.Rows {
		if r := &l.Rows[i]; r.Group == budget.Peak {
			peak += float64(r.Worst)
		} else {
			rest += float64(r.Rest)
		}
	}
	for _, name := range beyond {
		if r, ok := l.Find(name); ok {
			extra += float64(r.Worst)
		}
	}
	return rest / budget.GiB, (rest + peak) / budget.GiB, extra / budget.GiB
}

// TestClosedForm holds the ledger to the closed form: memory at rest and at the
// peak, with both kinds of store, within one percent and the four workers that
// the table gives to A and B by an environment variable, which no file sets.
func TestClosedForm(t *testing.T) {
	for i := range sixHosts {
		p := &sixHosts[i]
		for _, store := range []string{"rocksdb", "postgresql"} {
			l := budget.New(set(t, p.full(store)), facts(t, p.facts), budget.ForUsers(p.users))
			f := p.closed(store)
			rest, peak, extra := figures(l)
			workers := math.Max(recommended[p.name].workers-float64(facts(t, p.facts).Cores.Value), 0) * 1.15 * 450 / 1024 / 1024
			for _, c := range []struct {
				what      string
				got, want float64
			}{
				{"at rest", rest + workers, f.rest(store)},
				{"at the peak", peak - extra + workers, f.rest(store) + (f.peak+f.flush)/1024},
			} {
				if math.Abs(c.got-c.want) > 0.01*c.want {
					t.Errorf("%s with %s %s: %.4f GiB, by the closed form %.4f", p.name, store, c.what, c.got, c.want)
				}
			}
		}
	}
}

// offTable are the rows of the table that do not follow from its own closed
// form, with what the form gives, in GiB. What the table has stands behind.
//
// At rest it is the caches: the form leaves open how full the small ones are, and
// the table's row "caches in use" has them 59, 57, 43, 35, 18 and 6 % full from A
// to F, here they are half full; A and B have about 12 and 14 MiB besides that no
// term of the form accounts for. At the peak of A and B there is no room for an
// upload of the size the table allows (100 and 191 MiB), which C to F have:
// without one it is 1.03 and 0.38 GiB for A, 1.58 and 0.59 for B, as in the table.
var offTable = map[string]float64{
	"A rocksdb at the peak":    1.129, // 1.0
	"A postgresql at rest":     0.170, // 0.19
	"A postgresql at the peak": 0.481, // 0.4
	"B rocksdb at the peak":    1.768, // 1.6
	"B postgresql at rest":     0.218, // 0.24
	"B postgresql at the peak": 0.775, // 0.6
	"E postgresql at rest":     5.581, // 5.2
	"E postgresql at the peak": 7.559, // 7.1
	"F postgresql at rest":     17.88, // 16.4
	"F postgresql at the peak": 22.53, // 21
}

// TestPublishedMemory compares the closed form with the table. A row may differ
// by half its last digit and 3 % for the rounding of its terms, except for those
// above, which must be off as noted.
func TestPublishedMemory(t *testing.T) {
	for i := range sixHosts {
		p := &sixHosts[i]
		r := recommended[p.name]
		for _, store := range []string{"rocksdb", "postgresql"} {
			f := p.closed(store)
			rest, unit, peak, peakUnit := p.steadyRocks, 0.1, r.peakRocks, r.unitRocks
			if store == "postgresql" {
				rest, peak, peakUnit = p.steadySQL, r.peakSQL, r.unitSQL
				if rest < 1 {
					unit = 0.01
				}
			} else if rest > 50 {
				unit = 1
			}
			work := (f.peak + f.flush) / 1024
			for _, c := range []struct {
				what            string
				got, want, unit float64
			}{{"at rest", f.rest(store), rest, unit}, {"at the peak", f.rest(store) + work, peak, peakUnit}} {
				what := p.name + " " + store + " " + c.what
				fits := math.Abs(c.got-c.want) <= c.unit/2+0.03*c.want
				if own, off := offTable[what]; off {
					if math.Abs(c.got-own) > 0.005*own || fits {
						t.Errorf("%s: %.3f GiB, noted as %.3f against %g in the table", what, c.got, own, c.want)
					}
				} else if !fits {
					t.Errorf("%s: %.3f GiB, the table has %g", what, c.got, c.want)
				}
			}
		}
	}
}
