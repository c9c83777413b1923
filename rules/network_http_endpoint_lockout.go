package rules

import (
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/internal/diag"
	"github.com/stalcfg/stalcfg/internal/settings"
)

// HTTPEndpointLockout reports an access rule that lets no HTTP request through.
var HTTPEndpointLockout = &Rule{
	Code:     "SC5401",
	Name:     "network/http-allowed-endpoint-lockout",
	Severity: diag.Warning,
	Summary:  "Endpoint rule locks everybody out",
	Since:    "0.12",
	Cites:    []Cite{{"0.15.5", "crates/http/src/request.rs:78"}, {"0.15.5", "crates/http-proto/src/context.rs:39"}},
	Check: func(p *Pass) {
		at, status := closedFor(p, "http.allowed-endpoint")
		if at == nil || !reachableHTTP(p) {
			return
		}
		p.Report(p.Setting(at, "http.allowed-endpoint never gives 200: every HTTP request but those from a loopback address is answered with %s, which closes the web admin, JMAP, DAV and the API", status).
			On("http.allowed-endpoint").
			WithDetail("Let what is wanted through before, as { if = \"remote_ip == '203.0.113.7'\", then = 200 }. To serve the machine itself only, bind the HTTP listeners to 127.0.0.1."))
	},
}

// closedFor gives the setting that decides last, and its answer, when no branch
// of an expression about access gives 200.
func closedFor(p *Pass, key string) (at *settings.Setting, status string) {
	values := p.Set.List(key)
	if x, ok := p.Set.Lookup(key); ok {
		values = []*settings.Setting{x} // the branches do not count beside it
	}
	for _, x := range values {
		part := x.Key[strings.LastIndexByte(x.Key, '.')+1:]
		if x.Key != key && part == "if" && !x.HasMacro() {
			continue
		}
		n, err := strconv.ParseUint(strings.TrimSpace(x.Value), 10, 16)
		if err != nil || n == 200 || n < 100 || n > 999 { // no status: the server lets the request through
			return nil, ""
		}
		if x.Key == key || part == "else" {
			at, status = x, strconv.FormatUint(n, 10)
		}
	}
	return at, status
}

// reachableHTTP reports whether an HTTP listener takes requests from other
// machines, itself or through a proxy that names its clients.
func reachableHTTP(p *Pass) bool {
	forwarded, _ := p.Set.Value("http.use-x-forwarded")
	for _, l := range p.httpListeners() {
		if forwarded == "true" || !l.onLoopback() {
			return true
		}
	}
	return false
}
