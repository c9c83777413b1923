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
	const width, left, barTop, barHeight = 760, 20, 56, 46
	p := split(l)
	total := l.Total()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 246" role="img" aria-label="memory budget" font-family="system-ui,sans-serif" font-size="14">`, width+2*left)
	b.WriteString(`<style>.ground{fill:#fff}text{fill:#111827}.box{fill:#f3f4f6;stroke:#9ca3af}.faint{fill:#4b5563}.limit{stroke:#111827}` +
		`@media(prefers-color-scheme:dark){.ground{fill:#111827}text{fill:#f3f4f6}.box{fill:#1f2937;stroke:#6b7280}.faint{fill:#d1d5db}.limit{stroke:#f3f4f6}}</style>`)
	fmt.Fprintf(&b, `<rect class="ground" width="%d" height="246" rx="8"/>`, width+2*left)
	fmt.Fprintf(&b, `<text x="%d" y="32" font-size="18" font-weight="600">%s</text>`, left, html.EscapeString(p.title))
	fmt.Fprintf(&b, `<rect class="box" x="%d" y="%d" width="%d" height="%d"/>`, left, barTop, width, barHeight)
	at := float64(left)
	for i, g := range budget.Groups() {
		w := float64(p.parts[i]) / float64(p.scale) * width
		fmt.Fprintf(&b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"><title>%s: %s</title></rect>`, at, barTop, w, barHeight, groupColors[i], g, budget.Size(p.parts[i]))
		x, y := left+(i%3)*250, 146+(i/3)*28
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="14" height="14" rx="3" fill="%s"/><text x="%d" y="%d">%s %s</text>`, x, y-12, groupColors[i], x+22, y, g, budget.Size(p.parts[i]))
		at += w
	}
	if l.Host.RAM.Known() {
		hostMark(&b, left+float64(l.Host.RAM.Value)/float64(p.scale)*width, &p, l)
	}
	fmt.Fprintf(&b, `<text class="faint" x="%d" y="212" font-size="12">%s</text>`, left, html.EscapeString(shortWorkload(l)))
	fmt.Fprintf(&b, `<text class="faint" x="%d" y="232" font-size="12">%s</text>`, left, html.EscapeString(fmt.Sprintf("every limit used up: %s, %d descriptors, %d connections", budget.Size(total.Worst), total.Descriptors, total.Connections)))
	b.WriteString(`</svg>`)
	return b.String()
}

// hostMark draws a line where the host's memory ends and the legend of what is
// left or missing.
func hostMark(b *strings.Builder, x float64, p *picture, l *budget.Ledger) {
	fmt.Fprintf(b, `<line class="limit" x1="%.1f" y1="48" x2="%.1f" y2="110" stroke-width="2"/>`, x, x)
	if x < 660 { // else the title says it
		fmt.Fprintf(b, `<text class="faint" x="%.1f" y="122" font-size="12" text-anchor="middle">%s</text>`, x, budget.Size(l.Host.RAM.Value))
	}
	if p.used > l.Host.RAM.Value {
		fmt.Fprintf(b, `<line class="limit" x1="527" y1="160" x2="527" y2="176" stroke-width="2"/><text x="542" y="174" font-weight="600">%s</text>`, html.EscapeString(p.rest))
		return
	}
	fmt.Fprintf(b, `<rect class="box" x="520" y="162" width="14" height="14" rx="3"/><text x="542" y="174">%s</text>`, html.EscapeString(p.rest))
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
	b.WriteString("<style>:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:78rem;margin:2rem auto;padding:0 1rem;background:Canvas;color:CanvasText}" +
		"table{border-collapse:collapse;width:100%}td,th{padding:.25rem .5rem;text-align:right;border-bottom:1px solid GrayText}td:first-child,th:first-child,td:last-child,th:last-child{text-align:left}" +
		"td:not(:first-child):not(:last-child),th{white-space:nowrap}td:first-child{min-width:11em;overflow-wrap:anywhere}@media(max-width:60rem){body{font-size:13px}td,th{padding:.2rem .3rem}}h1{overflow-wrap:anywhere;font-size:1.5rem}tr.group td{font-weight:600}td:last-child{font-size:.85em;overflow-wrap:anywhere;min-width:14em}svg{width:100%;height:auto}</style></head><body>\n")
	fmt.Fprintf(&b, "<h1>Budget of %s</h1>\n%s\n<table><tr><th>item<th>at rest<th>at worst<th>descriptors<th>threads<th>connections<th>decided by</tr>\n", name, budgetSVG(l))
	row := func(class, name string, r *budget.Row, why string) {
		fmt.Fprintf(&b, "<tr%s><td>%s<td>%s<td>%s<td>%s<td>%s<td>%s<td>%s</tr>\n", class, html.EscapeString(Clean(name)), size0(r.Rest), size0(r.Worst),
			count(r.Descriptors), count(r.Threads), count(r.Connections), html.EscapeString(Clean(why)))
	}
	for _, g := range budget.Groups() {
		s := l.Sum(g)
		row(" class=\"group\"", string(g), &s, "")
		for i := range l.Rows {
			if r := &l.Rows[i]; r.Group == g {
				row("", r.Name, r, why(f, r))
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
