package rules

// networkRules are the rules about proxies and HTTP access, SC54xx, ordered by code.
var networkRules = []*Rule{
	HTTPURLPort, ForwardedExposed, MaskRejected, TrustedTooWide, ResolverCustom,
}
