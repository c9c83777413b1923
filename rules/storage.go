package rules

// storageRules are the rules about stores and what refers to them, SC41xx,
// ordered by code.
var storageRules = []*Rule{
	BlobInSQL, DirectoryLooksLikePath, EmbeddedInCluster, EnterpriseOnly, FeatureNotBuilt, LookupOnSQL,
	OptionOfOtherBackend, StorePath, RedisType, RoleNotSupported, SharedPath, AzureCredentials, SearchURL, DirectoryStore, LDAPFilter, OIDCFields,
	S3Credentials,
}
