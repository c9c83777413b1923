package rules

// tlsRules are the rules about certificates and ACME, SC52xx, ordered by code.
var tlsRules = []*Rule{
	ACMEChallenge, CertificateFile, CertificateName, CertificateReload, NoDefaultCertificate, CertificatePEM,
}
