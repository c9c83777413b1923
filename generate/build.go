package generate

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/stalcfg/stalcfg/schema"
)

// New makes the plan. Errors are Problems about the inputs, or a *Misfit when
// the workload does not fit the host.
func New(in Inputs) (*Plan, error) {
	p, m, err := fit(in)
	switch {
	case err != nil:
		return nil, err
	case m != nil:
		m.advise(in)
		return nil, m
	}
	return p, nil
}

// cuts is how far the largest message may be lowered to make a plan fit.
const cuts = 3

// fit makes the plan with the largest messages that fit the host.
func fit(in Inputs) (*Plan, *Misfit, error) {
	for in.cut = 0; ; in.cut++ {
		p, err := build(in)
		if err != nil {
			return nil, nil, err
		}
		m := verify(p)
		if m == nil || !m.busy || in.cut == cuts {
			return p, m, nil
		}
	}
}

// build makes the plan without a look at what it costs.
func build(in Inputs) (*Plan, error) {
	in = complete(in)
	if err := check(&in); err != nil {
		return nil, err
	}
	b := &builder{in: &in, p: &Plan{Inputs: in}}
	b.server()
	b.listeners()
	b.tls()
	b.stores()
	b.directory()
	b.admin()
	b.cluster()
	b.log()
	b.limits()
	b.mail()
	b.queue()
	b.caches()
	b.defaults()
	b.localKeys()
	b.accepted()
	b.notes()
	return b.p, nil
}

// builder adds settings section by section.
type builder struct {
	in      *Inputs
	p       *Plan
	section string
}

// set adds a setting and gives it back, for the reasons.
func (b *builder) set(key string, v Value) *Setting {
	b.p.Settings = append(b.p.Settings, Setting{Key: key, Value: v, Section: b.section})
	return &b.p.Settings[len(b.p.Settings)-1]
}

// calc adds a setting that was calculated.
func (b *builder) calc(key string, a amount) *Setting {
	s := b.set(key, Num(a.n))
	s.Formula, s.Inputs, s.Clamp, s.Source = a.formula, a.inputs, a.clamp, a.source
	return s
}

// because sets the reason.
func (s *Setting) because(format string, args ...any) *Setting {
	s.Why = fmt.Sprintf(format, args...)
	return s
}

// from names the evidence.
func (s *Setting) from(source string) *Setting {
	s.Source = source
	return s
}

func (b *builder) server() {
	b.section = "server"
	b.set("server.hostname", Str(b.in.Hostname)).because("the reverse DNS of the address should say the same").from("v0.15.5 common/src/config/network.rs:181")
}

func (b *builder) listeners() {
	b.section = "listeners"
	for i := range b.in.Services {
		b.listener(&b.in.Services[i])
	}
	if nets := b.in.Proxy.Trusted; len(nets) > 0 {
		s := b.set("server.proxy.trusted-networks", Strs(nets...)).because("these begin with a PROXY header; server.allowed-ip of the database holds them").from("v0.15.5 common/src/listener/listen.rs:128")
		s.Accept = "resource/proxy-header-uncounted, network/proxy-not-exempt-from-bans"
	}
}

func (b *builder) listener(s *Service) {
	at := "server.listener." + s.ID + "."
	binds := make([]string, len(s.Address))
	for i, a := range s.Address {
		ip, _ := netip.ParseAddr(a)
		binds[i] = netip.AddrPortFrom(ip, s.Port).String()
	}
	b.set(at+"protocol", Str(s.Protocol)).because("%s", b.purpose(s))
	bind := b.set(at+"bind", Strs(binds...))
	if s.ID == "http" && public(s.Address) {
		bind.Accept = "security/admin-over-plain-http"
		bind.because("for the proxy only: publish the port to nobody else")
		if b.challenge() == "http-01" {
			bind.because("http.allowed-endpoint answers the certificate authority only")
		}
	}
	if s.Implicit {
		b.set(at+"tls.implicit", Truth(true))
	}
	a := b.connections(s)
	if s.Max > 0 {
		a = amount{n: s.Max, formula: "declared", inputs: []string{named("max", s.Max)}}
	}
	b.calc(at+"max-connections", a).because("%s", connectionsWhy(s, a))
}

// purpose says in few words what a listener is for.
func (b *builder) purpose(s *Service) string {
	switch {
	case s.ID != "http":
		return findService(s.ID).why
	case b.challenge() == "http-01":
		return "the certificate authority asks here"
	}
	return "JMAP, calendars, contacts, web admin, in clear text for the proxy"
}

// connectionsWhy says in few words where a limit comes from.
func connectionsWhy(s *Service, a amount) string {
	switch {
	case s.Max > 0:
		return "as declared"
	case a.clamp != "":
		return a.clamp
	case s.Protocol == "imap" && s.Implicit:
		return "1.5 × " + a.inputs[len(a.inputs)-1][len("sessions="):] + " sessions at the peak + 32"
	}
	return ""
}

// connections is the limit of a listener: of those of a protocol the one with
// TLS carries the users.
func (b *builder) connections(s *Service) amount {
	w := b.in.Workload
	perAccount := sessionsPerAccount(w).n
	switch s.ID {
	case "smtp", "submissions":
		return smtpSlots.slots(w)
	case "submission":
		return submissionSlots.slots(w)
	case "imaptls":
		return imapConnections(w).atLeast(3*perAccount, "room for three accounts")
	case "imap":
		if b.on("imaptls") {
			return imapSlots.slots(w).atLeast(3*perAccount, "room for three accounts")
		}
		return imapConnections(w).atLeast(3*perAccount, "room for three accounts")
	case "pop3", "pop3s":
		return pop3Slots.slots(w)
	case "sieve":
		return sieveSlots.slots(w)
	case "http":
		if b.on("https") {
			return httpSlots.slots(w)
		}
	}
	return httpConnections(w)
}

func (b *builder) on(id string) bool {
	for i := range b.in.Services {
		if b.in.Services[i].ID == id {
			return true
		}
	}
	return false
}

func (b *builder) serves(protocols ...string) bool {
	for i := range b.in.Services {
		for _, p := range protocols {
			if b.in.Services[i].Protocol == p {
				return true
			}
		}
	}
	return false
}

// public reports addresses that are reached from elsewhere.
func public(addresses []string) bool {
	for _, a := range addresses {
		if ip, err := netip.ParseAddr(a); err == nil && !ip.IsLoopback() && !ip.IsPrivate() {
			return true
		}
	}
	return false
}

// challenge is the ACME challenge in use, "" without ACME.
func (b *builder) challenge() string {
	if b.in.TLS.Mode != "acme" {
		return ""
	}
	return b.in.TLS.Challenge
}

func (b *builder) tls() {
	b.section = "tls"
	t := &b.in.TLS
	switch t.Mode {
	case "acme":
		b.acme()
	default:
		s := b.set("certificate.default.cert", Str("%{file:"+t.Certificate+"}%")).because("read at start and when certificates are reloaded").from("v0.15.5 common/src/config/server/tls.rs:324")
		if strings.Contains(t.Certificate, "/letsencrypt/") {
			s.Accept = "tls/certificate-reload"
			s.because("the deploy hook of certbot reloads the certificates")
		}
		b.set("certificate.default.private-key", Str("%{file:"+t.Key+"}%"))
		b.set("certificate.default.default", Truth(true)).because("also for clients that name no host or another one")
	}
	if t.Mode == "proxy" {
		b.set("http.url", Str(b.publicURL())).because("the address clients use, not that of the listener").from("v0.15.5 common/src/config/network.rs:291")
		b.set("http.use-x-forwarded", Truth(true)).because("the proxy names the client in X-Forwarded-For").from("v0.15.5 http/src/request.rs:689")
	}
	if b.challenge() == "http-01" {
		b.set("http.allowed-endpoint", Value{Kind: Conditions, Cases: []Case{
			{"listener == 'http' && !starts_with(url_path, '/.well-known/acme-challenge/')", "404"}, {"", "200"}}}).
			because("port 80 serves the certificate authority and nothing else").from("v0.15.5 http/src/request.rs:78")
	}
}

// publicURL is the expression for the server's address. That of a node is the
// same text on all nodes.
func (b *builder) publicURL() string {
	if b.in.Node.Cluster {
		return "'https://' + config_get('server.hostname')"
	}
	return "'https://" + b.in.Hostname + "'"
}

func (b *builder) acme() {
	t := &b.in.TLS
	at := "acme." + acmeID(b.in) + "."
	b.set(at+"directory", Str(t.Directory))
	b.set(at+"challenge", Str(t.Challenge))
	b.set(at+"contact", Strs(t.Contact)).because("the authority writes here before a certificate expires")
	b.set(at+"domains", Strs(acmeNames(b.in)...)).because("the DNS must lead each to this server")
	b.set(at+"default", Truth(true)).because("also for clients that name no host")
	if t.Challenge == "dns-01" {
		b.set(at+"provider", Str(t.Provider))
		b.set(at+"secret", Str(string(t.Token))).because("token for the DNS of the domains")
	}
}

// defaults marks the settings whose value the server has anyway, as the rule
// schema/default-restated sees it.
func (b *builder) defaults() {
	for i := range b.p.Settings {
		s := &b.p.Settings[i]
		m, ok := schema.Lookup(s.Key)
		if !ok || m.Rest != "" || s.Value.Kind == List || s.Value.Kind == Conditions {
			continue
		}
		k := m.Key
		if s.Key == "cluster.node-id" {
			continue // without it ids are random: it has no one default
		}
		if k.HasDefault && k.Multi == schema.Single && k.Required == "" && s.Value.String() == k.Default {
			s.Default = true
		}
	}
}
