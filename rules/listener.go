package rules

// listenerRules are the rules about what the server binds, SC50xx, ordered by code.
var listenerRules = []*Rule{
	AllTLSDisabled, BindAddress, BindConflict, HostnameMissing, HostnameNotFQDN, ImplicitTLSPort, PlainAuthNoTLS, ImplicitWithoutTLS, ReuseAddrForced, AllCiphersDisabled,
}
