package rules

// listenerRules are the rules about what the server binds, SC50xx, ordered by code.
var listenerRules = []*Rule{
	AllTLSDisabled, BindAddress, BindConflict, BindWillFail, HostnameMissing, HostnameNotFQDN, ImplicitTLSPort, IPv6Only, PlainAuthNoTLS, ImplicitWithoutTLS, ReuseAddrForced, AllCiphersDisabled,
}
