using KubeSharp.ApiServer;
using KubeSharp.ApiServer.Audit;
using KubeSharp.ApiServer.Authentication.OpenIdConnect;
using KubeSharp.ApiServer.Authentication.Webhooks;
using KubeSharp.ApiServer.Authorization.Webhooks;
using KubeSharp.ApiServer.Encryption;

namespace KubeSharp.Cli.Cluster;

/// <summary>Who gets in, what they may do and what is kept of it, as far as files and services outside say so.</summary>
internal sealed record AccessSettings
{
    public string TokenAuthFile { get; init; } = "";

    public string AuthenticationConfig { get; init; } = "";

    public OidcOptions Oidc { get; init; } = new();

    public TokenWebhookOptions TokenWebhook { get; init; } = new();

    public IReadOnlyList<string> AuthorizationModes { get; init; } = ["Node", "RBAC"];

    public string AuthorizationConfig { get; init; } = "";

    public string AuthorizationPolicyFile { get; init; } = "";

    public AuthorizationWebhookOptions AuthorizationWebhook { get; init; } = new();

    public AuditOptions Audit { get; init; } = new();

    public EncryptionOptions Encryption { get; init; } = new();

    public ApiServerOptions ApplyTo(ApiServerOptions options) => options with
    {
        Audit = Audit,
        Encryption = Encryption,
        Access = options.Access! with
        {
            TokenAuthFile = TokenAuthFile,
            AuthenticationConfig = AuthenticationConfig,
            Oidc = Oidc,
            TokenWebhook = TokenWebhook,
            AuthorizationModes = AuthorizationModes,
            AuthorizationConfig = AuthorizationConfig,
            AuthorizationPolicyFile = AuthorizationPolicyFile,
            AuthorizationWebhook = AuthorizationWebhook,
        },
    };
}
