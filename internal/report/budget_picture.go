package report

import (
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/stalcfg/stalcfg/internal/budget"
	"github.com/stalcfg/stalcfg/internal/source"
)

// groupColors are the fills of the parts, readable on light and dark ground.
var groupColors = [...]string{"#6b7280", "#2563eb", "#059669", "#d97706", "#dc2626"}

// budgetSVG draws the memory of the host as one bar split into parts, at rest
// with work in flight on top, and a legend. It needs no fonts or scripts and
// follows the colour scheme of the viewer.
func budgetSVG(l *budget.Ledger) string {
	const width, left, barTop, barHeight = 760, 20, 64, 46
	total := l.Total()
	peak := l.Sum(budget.Peak)
	used := total.Rest - peak.Rest + peak.Worst
	scale := max(used, l.Host.RAM.Value, 1)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 260" role="img" aria-label="memory budget" font-family="system-ui,sans-serif" font-size="14">`, width+2*left)
	b.WriteString(`<style>text{fill:#111827}.box{fill:#f3f4f6;stroke:#9ca3af}.faint{fill:#4b5563}.limit{stroke:#111827}` +
		`@media(prefers-color-scheme:dark){text{fill:#f3f4f6}.box{fill:#1f2937;stroke:#6b7280}.faint{fill:#d1d5db}.limit{stroke:#f3f4f6}}</style>`)
	title := fmt.Sprintf("%s at rest and in flight", budget.Size(used))
	if l.Host.RAM.Known() {
		title += fmt.Sprintf(" of %s", budget.Size(l.Host.RAM.Value))
	}
	fmt.Fprintf(&b, `<text x="%d" y="30" font-size="18" font-weight="600">%s</text>`, left, html.EscapeString(title))
	fmt.Fprintf(&b, `<rect class="box" x="%d" y="%d" width="%d" height="%d" rx="4"/>`, left, barTop, width, barHeight)
	at := float64(left)
	for i, g := range budget.Groups() {
		s := l.Sum(g)
		n := s.Rest
		if g == budget.Peak {
			n = s.Worst
		}
		w := float64(n) / float64(scale) * width
		fmt.Fprintf(&b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"><title>%s: %s</title></rect>`, at, barTop, w, barHeight, groupColors[i], g, budget.Size(n))
		x, y := left+(i%3)*250, 150+(i/3)*28
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="14" height="14" rx="3" fill="%s"/><text x="%d" y="%d">%s %s</text>`, x, y-12, groupColors[i], x+22, y, g, budget.Size(n))
		at += w
	}
	free := "over by " + budget.Size(used-min(l.Host.RAM.Value, used))
	if l.Host.RAM.Value >= used {
		free = "headroom " + budget.Size(l.Host.RAM.Value-used)
	}
	if l.Host.RAM.Known() {
		x := left + float64(l.Host.RAM.Value)/float64(scale)*width
		fmt.Fprintf(&b, `<line class="limit" x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke-width="2"/>`, x, barTop-8, x, barTop+barHeight+8)
		fmt.Fprintf(&b, `<rect class="box" x="520" y="166" width="14" height="14" rx="3"/><text x="542" y="178">%s</text>`, html.EscapeString(free))
	}
	fmt.Fprintf(&b, `<text class="faint" x="%d" y="222" font-size="12">%s</text>`, left, html.EscapeString(shortWorkload(l)))
	fmt.Fprintf(&b, `<text class="faint" x="%d" y="242" font-size="12">%s</text>`, left, html.EscapeString(fmt.Sprintf("every limit used up: %s, %d descriptors, %d connections", budget.Size(total.Worst), total.Descriptors, total.Connections)))
	b.WriteString(`</svg>`)
	return b.String()
}

// shortWorkload fits below the bar.
func shortWorkload(l *budget.Ledger) string {
	imap, http, _ := l.Workload.Sessions()
	return fmt.Sprintf("%d users (%s): %.0f IMAP and %.0f HTTP sessions at the peak", l.Workload.Users, l.Workload.Origin, imap, http)
}

// budgetHTML is a page of its own with the picture and the table.
func budgetHTML(w io.Writer, f *source.File, l *budget.Ledger) error {
	var b strings.Builder
	name := html.EscapeString(Clean(f.Name))
	fmt.Fprintf(&b, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Budget of %s</title>\n", name)
	b.WriteString("<style>:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;background:Canvas;color:CanvasText}" +
		"table{border-collapse:collapse;width:100%}td,th{padding:.25rem .5rem;text-align:right;border-bottom:1px solid GrayText}td:first-child,th:first-child,td:last-child,th:last-child{text-align:left}" +
		"td:not(:last-child){white-space:nowrap}tr.group td{font-weight:600}td:last-child{font-size:.85em}svg{width:100%;height:auto}</style></head><body>\n")
	fmt.Fprintf(&b, "<h1>Budget of %s</h1>\n%s\n<table><tr><th>item<th>at rest<th>at worst<th>descriptors<th>threads<th>connections<th>decided by</tr>\n", name, budgetSVG(l))
	row := func(class, name string, r *budget.Row, why string) {
		fmt.Fprintf(&b, "<tr%s><td>%s<td>%s<td>%s<td>%s<td>%s<td>%s<td>%s</tr>\n", class, html.EscapeString(Clean(name)), budget.Size(r.Rest), budget.Size(r.Worst),
			count(r.Descriptors), count(r.Threads), count(r.Connections), html.EscapeString(Clean(why)))
	}
	for _, g := range budget.Groups() {
		s := l.Sum(g)
		row(" class=\"group\"", string(g), &s, "")
		for i := range l.Rows {
			if r := &l.Rows[i]; r.Group == g {
				row("", r.Name, r, strings.TrimSuffix(r.Formula.String()+"; "+origin(f, r), "; "))
			}
		}
	}
	total := l.Total()
	row(" class=\"group\"", "total", &total, "")
	b.WriteString("</table>\n<ul>\n")
	for _, s := range verdict(l) {
		fmt.Fprintf(&b, "<li>%s</li>\n", html.EscapeString(s))
	}
	b.WriteString("</ul></body></html>\n")
	_, err := io.WriteString(w, b.String())
	return err
}
