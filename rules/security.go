package rules

// securityRules are the rules about exposure and secrets, SC7xxx, ordered by code.
var securityRules = []*Rule{
	AdminOverPlainHTTP, AutobanOff, FallbackAdminPlain, InvalidCertsAllowed, MacroCfgTarget, MacroHang, MacroSharedPercent, MacroSourceMissing, MacroUnterminated, PlainLoginPublic, PlaintextSecret, TemplateResidue, AuthPartial, TokenNewline, OIDCKey,
}
