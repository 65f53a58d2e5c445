namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>Claim names of tokens kept in Secrets.</summary>
internal static class LegacyClaims
{
    public const string Issuer = "kubernetes/serviceaccount";
    public const string Namespace = "kubernetes.io/serviceaccount/namespace";
    public const string SecretName = "kubernetes.io/serviceaccount/secret.name";
    public const string ServiceAccountName = "kubernetes.io/serviceaccount/service-account.name";
    public const string ServiceAccountUid = "kubernetes.io/serviceaccount/service-account.uid";
}
