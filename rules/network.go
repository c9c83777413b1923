package rules

// networkRules are the rules about proxies and HTTP access, SC54xx, ordered by code.
var networkRules = []*Rule{
	HTTPEndpointLockout, HTTPURLPort, BootDownloads, ForwardedExposed, ForwardedOff, ListenerListReplaces, ProxyLoopbackMissing,
	MaskRejected, ProxyNotExempt, ProxyTrustedForHTTP, TrustedTooWide, ResolverCustom,
}
