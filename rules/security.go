package rules

// securityRules are the rules about exposure and secrets, SC7xxx, ordered by code.
var securityRules = []*Rule{
	AdminOverPlainHTTP, AutobanOff, AutobanTooStrict, FallbackAdminEnabled, FallbackAdminPlain, HashBcrypt, HashMemory, InvalidCertsAllowed,
	MacroCfgTarget, MacroHang, MacroSharedPercent, MacroSourceMissing, MacroUnterminated, OAuthKey, OpenRelay, PlainLoginPublic,
	PlaintextSecret, TemplateResidue, WorldReadable, AuthPartial, TokenNewline, OIDCKey,
}
