package rules

import "slices"

// foreignGroup says where Stalwart has what groups of other mail servers are for.
type foreignGroup struct {
	names []string
	text  string
	has   []string // the groups of Stalwart that the text names
}

var foreignGroups = [...]foreignGroup{
	{
		[]string{"smtp", "smtps", "submission", "lmtp", "imaps", "ports", "listeners", "network"},
		"Ports are server.listener.<id>, what a session may do is session, and delivery is queue.",
		[]string{"server.listener.<id>", "session", "queue"},
	},
	{
		[]string{"tls", "ssl", "certificates"},
		"Certificates are certificate.<id>, and the TLS of a listener is server.listener.<id>.tls.",
		[]string{"certificate.<id>", "server.listener.<id>.tls"},
	},
	{[]string{"log", "logs", "logging", "logger"}, "Logs are tracer.<id>.", []string{"tracer.<id>"}},
	{
		[]string{"database", "databases", "db"},
		"Databases are store.<id>, and storage says what is kept in which.",
		[]string{"store.<id>", "storage"},
	},
	{[]string{"spam", "antispam", "spamfilter"}, "The spam filter is spam-filter.", []string{"spam-filter"}},
	{
		[]string{"domain", "domains", "user", "users", "accounts", "mailboxes"},
		"Domains and accounts are kept in the directory, directory.<id>, not in this file.",
		[]string{"directory.<id>"},
	},
	{
		[]string{"ldap", "sql"},
		"Such directories are directory.<id>, and storage.directory names the one in use.",
		[]string{"directory.<id>", "storage.directory"},
	},
	{
		[]string{"dkim"},
		"DKIM keys are signature.<id>, and auth.dkim says when they sign.",
		[]string{"signature.<id>", "auth.dkim"},
	},
	{[]string{"dns"}, "How DNS is asked is resolver; records are made where the zone is.", []string{"resolver"}},
	{
		[]string{"rate-limit", "rate-limits", "ratelimit"},
		"Rates are queue.limiter, imap.rate-limit and http.rate-limit.",
		[]string{"queue.limiter", "imap.rate-limit", "http.rate-limit"},
	},
	{
		[]string{"admin", "management"},
		"The administrator of the file is authentication.fallback-admin.",
		[]string{"authentication.fallback-admin"},
	},
}

// foreign finds the entry of a group, nil if there is none.
func foreign(group string) *foreignGroup {
	for i := range foreignGroups {
		if slices.Contains(foreignGroups[i].names, group) {
			return &foreignGroups[i]
		}
	}
	return nil
}
