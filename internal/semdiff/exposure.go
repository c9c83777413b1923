package semdiff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/stalcfg/stalcfg/schema"
)

// judge says what a change opens or closes.
type judge func(c *comparison, ch *Change, was, is *item) (Exposure, string)

var (
	ban   = judgeRate("bans come later or not at all", "bans come earlier")
	limit = judgeRate("clients may send more requests", "clients may send fewer requests")
)

// judges are the settings that decide who gets in, by the pattern of their key
// or, with a star in front, by its end. The first that fits counts. imap.rate-limit.requests
// is not among them: the server never raises its counter (rule SC6024).
var judges = [...]struct {
	pattern string
	judge   judge
}{
	{"server.listener.*.bind", judgeBind},
	{"server.listener.*.protocol", judgeProtocol},
	{"server.listener.*.tls.enable", switchOff("the listener offers no TLS", "the listener offers TLS")},
	{"server.listener.*.tls.implicit", switchOff("connections begin in clear text", "connections begin with TLS")},
	{"*.disable-protocols", judgeDisabled("TLS versions")},
	{"*.disable-ciphers", judgeDisabled("ciphers")},
	{"*.proxy.trusted-networks", judgeNetworks("may say where a connection comes from")},
	{"server.allowed-ip.*", judgeNetworks("are never banned")},
	{"server.blocked-ip.*", judgeBlocked},
	{"server.auto-ban.abuse.rate", ban}, {"server.auto-ban.auth.rate", ban},
	{"server.auto-ban.loiter.rate", ban}, {"server.auto-ban.scan.rate", ban},
	{"server.auto-ban.scan.paths", judgePaths},
	{"session.rcpt.relay", judgeRelay},
	{"storage.directory", judgeReview("it decides whose passwords are accepted")},
	{"session.auth.directory", judgeReview("it decides whose passwords are accepted")},
	{"session.auth.mechanisms", judgeReview("it decides how clients may log in")},
	{"session.auth.require", judgeCondition("clients may send without logging in", "clients have to log in", false)},
	{"session.auth.must-match-sender", judgeCondition("a user may send under the address of others", "users send under their own addresses only", false)},
	{"session.mail.is-allowed", judgeReview("it decides which senders are accepted")},
	{"session.extensions.expn", judgeCondition("EXPN tells members of lists", "EXPN is off", true)},
	{"session.extensions.vrfy", judgeCondition("VRFY tells which addresses exist", "VRFY is off", true)},
	{"imap.auth.allow-plain-text", switchOn("logins without TLS are accepted", "logins need TLS")},
	{"http.permissive-cors", switchOn("scripts of any web site may call the server", "scripts of other web sites may not call the server")},
	{"http.use-x-forwarded", switchOn("clients may say where they come from in a header", "the Forwarded headers are not believed")},
	{"http.allowed-endpoint", judgeReview("it decides which HTTP requests are let through")},
	{"http.rate-limit.account", limit}, {"http.rate-limit.anonymous", limit},
	{"authentication.fallback-admin.user", judgeAccount("an administrator outside the directory")},
	{"authentication.fallback-admin.secret", judgeAccount("an administrator outside the directory")},
	{"authentication.master.user", judgeAccount("an account that may open every mailbox")},
	{"authentication.master.secret", judgeAccount("an account that may open every mailbox")},
	{"metrics.prometheus.enable", switchOn("metrics can be fetched over HTTP", "metrics cannot be fetched over HTTP")},
	{"metrics.prometheus.auth.username", judgePassword("metrics")},
	{"metrics.prometheus.auth.secret", judgePassword("metrics")},
	{"oauth.client-registration.anonymous", switchOn("anybody may register OAuth clients", "OAuth clients are registered by accounts only")},
	{"oauth.client-registration.require", switchOff("unknown OAuth clients are accepted", "OAuth clients have to be registered")},
	{"form.enable", switchOn("anybody may send the contact form", "the contact form is off")},
	{"sharing.allow-directory-query", switchOn("users may list accounts", "users may not list accounts")},
	{"calendar.scheduling.http-rsvp.enable", switchOn("invitations can be answered over HTTP without a login", "invitations are not answered over HTTP")},
	{"queue.tls.*.starttls", judgeDelivery}, {"queue.tls.*.dane", judgeDelivery}, {"queue.tls.*.mta-sts", judgeDelivery},
	{"*.allow-invalid-certs", judgeCondition("certificates are not verified", "certificates are verified", true)},
	{"queue.route.*.tls.implicit", switchOff("the connection begins in clear text", "the connection begins with TLS")},
	{"*.tls.enable", switchOff("the connection is not encrypted", "the connection is encrypted")},
}

// expose says what a change opens or closes.
func (c *comparison) expose(ch *Change, was, is *item) {
	it := is
	if it == nil {
		it = was
	}
	if it.k == nil || it.k.Status != schema.Live || ch.Kind == Moved && ch.Idle == "" {
		return
	}
	if ch.Object != "" && !speaksForObject(ch, it) {
		return
	}
	for i := range judges {
		p := judges[i].pattern
		if p == it.k.Pattern || p[0] == '*' && strings.HasSuffix(it.k.Pattern, p[1:]) {
			ch.Exposure, ch.Opens = judges[i].judge(c, ch, was, is)
			return
		}
	}
}

// speaksForObject reports whether a setting of an object that came or went opens
// or closes something by itself: the addresses of a listener do; that a listener
// which is gone had TLS, does not.
func speaksForObject(ch *Change, it *item) bool {
	switch p := it.k.Pattern; {
	case p == "server.listener.*.bind":
		return true
	case ch.Kind == Removed:
		return false
	default:
		return strings.HasSuffix(p, ".trusted-networks") || strings.HasSuffix(p, ".allow-invalid-certs") || strings.HasSuffix(p, ".tls.enable")
	}
}

// effective is the canonical text that counts for a setting on one side,
// whether it is written there or not.
func (c *comparison) effective(side int, was, is *item) string {
	it, other, s := was, is, c.old
	if side == 1 {
		it, other, s = is, was, c.now
	}
	if it != nil {
		return it.counts(s.Target)
	}
	if text, _, ok := schema.EffectiveDefault(other.k, other.key, s.Set); ok {
		return defaultItem(other.k, text).canon
	}
	return ""
}

// turned compares a setting that can be on or off.
func turned(on bool, opens, closes string) judge {
	return func(c *comparison, _ *Change, was, is *item) (Exposure, string) {
		a, b := c.effective(0, was, is) == "true", c.effective(1, was, is) == "true"
		switch {
		case a == b:
			return Same, ""
		case b == on:
			return Wider, opens
		}
		return Narrower, closes
	}
}

func switchOn(opens, closes string) judge  { return turned(true, opens, closes) }
func switchOff(opens, closes string) judge { return turned(false, opens, closes) }

// judgeCondition is for settings that may be conditions: only where both sides
// are plain it is clear what the change does.
func judgeCondition(opens, closes string, on bool) judge {
	return func(c *comparison, ch *Change, was, is *item) (Exposure, string) {
		a, b := c.effective(0, was, is), c.effective(1, was, is)
		if known(a) && known(b) {
			return turned(on, opens, closes)(c, ch, was, is)
		}
		open, closed := strconv.FormatBool(on), strconv.FormatBool(!on)
		switch {
		case b == open:
			return Wider, opens + ", in every case"
		case b == closed:
			return Narrower, closes + ", in every case"
		case a == closed && strings.Contains(b, "\x00"+open+"\x00"):
			return Wider, opens + ", in some cases"
		case a == open:
			return Narrower, opens + " no longer in every case"
		}
		return Review, "decides in which case " + opens
	}
}

func known(canon string) bool { return canon == "true" || canon == "false" || canon == "" }

func judgeReview(what string) judge {
	return func(*comparison, *Change, *item, *item) (Exposure, string) { return Review, what }
}

// judgeRelay is about mail for other domains.
func judgeRelay(c *comparison, _ *Change, was, is *item) (Exposure, string) {
	a, b := c.effective(0, was, is), c.effective(1, was, is)
	opens := func(canon string) bool { return canon == "true" || strings.HasSuffix(canon, "else\x00true\x00") }
	switch {
	case b == "true":
		return Wider, "anybody may send mail to anywhere through the server"
	case opens(b) && !opens(a):
		return Wider, "who meets no condition may send mail to anywhere through the server"
	case b == "false":
		return Narrower, "nobody may send mail to other domains through the server"
	case opens(a) && !opens(b):
		return Narrower, "who meets no condition may not send mail to other domains any more"
	}
	return Review, "it decides who may send mail to other domains through the server"
}

// judgeAccount is about accounts that exist because a file says so. They need a
// name and a password.
func judgeAccount(what string) judge {
	return func(c *comparison, ch *Change, _, _ *item) (Exposure, string) {
		group := ch.Key[:strings.LastIndexByte(ch.Key, '.')]
		exists := func(s Side) bool { return s.Set.Has(group+".user") && s.Set.Has(group+".secret") }
		if strings.HasSuffix(ch.Key, ".user") && c.old.Set.Has(group+".secret") != c.now.Set.Has(group+".secret") {
			return Same, "" // the password tells
		}
		switch before, after := exists(c.old), exists(c.now); {
		case after && !before:
			return Wider, "there is " + what
		case before && !after:
			return Narrower, "there is no longer " + what
		}
		return Same, ""
	}
}

func judgePassword(what string) judge {
	return func(_ *comparison, ch *Change, was, is *item) (Exposure, string) {
		switch {
		case was == nil:
			return Narrower, what + " need a login"
		case is == nil:
			return Wider, what + " need no login"
		}
		return Same, ""
	}
}

// judgeDelivery is about TLS of outgoing mail.
func judgeDelivery(c *comparison, _ *Change, was, is *item) (Exposure, string) {
	level := map[string]int{"require": 2, "true": 2, "optional": 1, "disable": 0, "false": 0}
	a, okA := level[c.effective(0, was, is)]
	b, okB := level[c.effective(1, was, is)]
	switch {
	case !okA || !okB:
		return Review, "it decides when mail may be sent without TLS"
	case b < a:
		return Wider, "mail may be sent with weaker TLS"
	case b > a:
		return Narrower, "mail is sent with stronger TLS"
	}
	return Same, ""
}

// judgeDisabled is about lists of what is switched off.
func judgeDisabled(what string) judge {
	return func(c *comparison, _ *Change, was, is *item) (Exposure, string) {
		gone, come := listed(c, was, is)
		switch {
		case gone:
			return Wider, what + " that were switched off are accepted"
		case come:
			return Narrower, what + " are switched off"
		}
		return Same, ""
	}
}

// judgePaths is about paths of which a request leads to a ban.
func judgePaths(c *comparison, _ *Change, was, is *item) (Exposure, string) {
	if was == nil || is == nil {
		return Review, "the list of paths that lead to a ban is another one"
	}
	gone, come := listed(c, was, is)
	switch {
	case gone:
		return Wider, "fewer paths that only attackers ask for lead to a ban"
	case come:
		return Narrower, "more paths that only attackers ask for lead to a ban"
	}
	return Same, ""
}

// listed tells whether values of a list went away and came, on top of what the
// list falls back to.
func listed(c *comparison, was, is *item) (gone, come bool) {
	a, b := c.fallbackItem(0, was, is), c.fallbackItem(1, was, is)
	for _, v := range a {
		gone = gone || !slices.Contains(b, v)
	}
	for _, v := range b {
		come = come || !slices.Contains(a, v)
	}
	return gone, come
}
