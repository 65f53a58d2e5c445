using System.Text;
using KubeSharp.ApiServer.Audit.Policy;
using KubeSharp.ApiServer.Authentication.Configuration;
using KubeSharp.ApiServer.Authentication.Tokens;
using KubeSharp.ApiServer.Authorization.Abac;
using KubeSharp.ApiServer.Authorization.Configuration;
using KubeSharp.ApiServer.Configuration;
using KubeSharp.ApiServer.Encryption;
using KubeSharp.ApiServer.Encryption.Ciphers;
using KubeSharp.Fuzz.Testing;

namespace KubeSharp.ApiServer.Tests.Fuzzing;

/// <summary>Files of an administrator that are nearly right: what is wrong with them is told.</summary>
public sealed class ConfigurationFuzzTests
{
    private const string Key = "c2VjcmV0IGlzIHNlY3VyZSwgb3IgaXMgaXQ/IHllcyE=";

    [Fact]
    public void AuditPolicy() => Run(
        content => AuditPolicyReader.Parse(content, "policy"),
        """
        {"apiVersion":"audit.k8s.io/v1","kind":"Policy","omitStages":["RequestReceived"],"omitManagedFields":true,"rules":[
        {"level":"Metadata","users":["a"],"userGroups":["g"],"verbs":["get"],"namespaces":["default"],"resources":[{"group":"apps","resources":["deployments/*"],"resourceNames":["x"]}]},
        {"level":"None","nonResourceURLs":["/healthz*"],"omitStages":["ResponseStarted"]}]}
        """,
        "RequestResponse", "Panic", "*");

    [Fact]
    public void Authentication() => Run(
        content => AuthenticationConfigurationReader.Parse(content, "authentication", ["https://kubernetes.default.svc"]),
        """
        {"apiVersion":"apiserver.config.k8s.io/v1","kind":"AuthenticationConfiguration","anonymous":{"enabled":true,"conditions":[{"path":"/livez"}]},"jwt":[
        {"issuer":{"url":"https://issuer.example","audiences":["a","b"],"audienceMatchPolicy":"MatchAny"},"claimValidationRules":[{"claim":"hd","requiredValue":"x"}],
        "claimMappings":{"username":{"claim":"sub","prefix":"p:"},"groups":{"claim":"groups","prefix":""},"uid":{"claim":"uid"}},"userValidationRules":[]}]}
        """,
        "expression", "claims.sub", "discoveryURL", "certificateAuthority");

    [Fact]
    public void Authorization() => Run(
        content => AuthorizationConfigurationReader.Parse(content, "authorization"),
        """
        {"apiVersion":"apiserver.config.k8s.io/v1","kind":"AuthorizationConfiguration","authorizers":[{"type":"Node","name":"node"},{"type":"RBAC","name":"rbac"},
        {"type":"Webhook","name":"hook","webhook":{"timeout":"3s","subjectAccessReviewVersion":"v1","matchConditionSubjectAccessReviewVersion":"v1","failurePolicy":"NoOpinion",
        "authorizedTTL":"5m","unauthorizedTTL":"30s","connectionInfo":{"type":"KubeConfigFile","kubeConfigFile":"/f"},"matchConditions":[{"expression":"request.verb == 'get'"}]}}]}
        """,
        "Deny", "InClusterConfig", "0s");

    [Fact]
    public void Encryption() => Run(
        content => new EncryptionConfigurationReader(_ => new AesGcmCipher(new byte[32])).Parse(content, "encryption"),
        $$$"""
        {"apiVersion":"apiserver.config.k8s.io/v1","kind":"EncryptionConfiguration","resources":[{"resources":["secrets","*.apps"],"providers":[
        {"aescbc":{"keys":[{"name":"k","secret":"{{{Key}}}"}]}},{"aesgcm":{"keys":[{"name":"k","secret":"{{{Key}}}"}]}},{"secretbox":{"keys":[{"name":"k","secret":"{{{Key}}}"}]}},
        {"kms":{"apiVersion":"v2","name":"kms","endpoint":"unix:///run/kms.sock","timeout":"3s"}},{"identity":{}}]}]}
        """,
        "*.*", "identity", "kms");

    [Fact]
    public void Abac() => Run(
        content => AbacPolicy.Parse(Encoding.UTF8.GetString(content), "abac"),
        """{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"a","group":"g","namespace":"*","resource":"pods","apiGroup":"*","nonResourcePath":"/x*","readonly":true}}""",
        "\n", "#", "v0");

    [Fact]
    public void Tokens() =>
        new Fuzzer([Encoding.UTF8.GetBytes("token,user,uid,\"a,b\"\n# c\nt2,u2,3\n")], ",", "\"", "\"\"", "\n", "\r").Run(
            content => StaticTokenFile.Parse(Encoding.UTF8.GetString(content)), error => error is FormatException);

    private static void Run(Action<byte[]> read, string content, params string[] words) =>
        new Fuzzer([Encoding.UTF8.GetBytes(content)], words).Run(read, error => error is ConfigurationException);
}
