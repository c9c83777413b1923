package rules

import (
	"github.com/stalcfg/stalcfg/internal/diag"
)

// S3Credentials reports S3 stores whose credentials are incomplete or not in the file.
var S3Credentials = &Rule{
	Code:     "SC4117",
	Name:     "storage/s3-credentials",
	Severity: diag.Error,
	Summary:  "S3 store without access key and secret key",
	Wants:    NeedMachine,
	Cites: []Cite{{"0.15.5", "crates/store/src/backend/s3/mod.rs:33"},
		{"0.15.5", "https://github.com/durch/rust-s3/blob/v0.35.1/aws-creds/src/credentials.rs"},
		{"0.15.5", "https://github.com/durch/rust-s3/blob/v0.35.1/s3/src/request/request_trait.rs#L613"}},
	Check: func(p *Pass) {
		for _, id := range p.Set.IDs("store", "type") {
			g := "store." + id
			access, secret := p.Set.Has(g+".access-key"), p.Set.Has(g+".secret-key")
			if p.typeOf("store", id) != "s3" || access && secret || p.Set.Partial {
				continue
			}
			switch {
			case access:
				p.Report(diag.At(p.objectSpan("store", id), "%s has an access-key and no secret-key: the server does not sign its requests, and the bucket refuses them unless it is open to everybody", g).
					On(g+".secret-key").
					WithDetail("Set %s.secret-key.", g))
			case secret:
				x, _ := p.Set.Lookup(g + ".secret-key")
				p.Report(p.Key(x, "%s has no access-key beside it: the server ignores it and looks for credentials in its environment", x.Key).
					WithSeverity(diag.Warning).
					WithDetail("Set %s.access-key.", g))
			case !p.Set.Has(g+".profile") && !p.awsEnvironment():
				p.Report(diag.At(p.objectSpan("store", id), "%s has no access-key: the server looks for credentials in its environment, in ~/.aws/credentials and, on EC2, in the metadata of the instance; without any it logs an error and drops the store", g).
					On(g + ".access-key").WithSeverity(diag.Info).
					WithDetail("Set access-key and secret-key unless one of these is meant."))
			}
		}
	},
}

// awsEnvironment reports that this machine's environment has credentials for S3.
func (p *Pass) awsEnvironment() bool {
	return p.environment("AWS_ACCESS_KEY_ID") && p.environment("AWS_SECRET_ACCESS_KEY") ||
		p.environment("AWS_ROLE_ARN") && p.environment("AWS_WEB_IDENTITY_TOKEN_FILE")
}
