using System.CommandLine;
using KubeSharp.ApiServer.Authentication.OpenIdConnect;
using KubeSharp.ApiServer.Authentication.Webhooks;
using KubeSharp.Cli.Cluster;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of authentication, named as upstream's.</summary>
internal sealed class AuthenticationFlags(FlagSet set)
{
    private readonly Option<string> _tokenFile = set.Text("--token-auth-file", "File of static tokens");
    private readonly Option<string> _authenticationConfig = set.Text(
        "--authentication-config", "File of an AuthenticationConfiguration: issuers of ID tokens, and where anonymous access ends");

    private readonly Option<string> _issuerUrl = set.Text("--oidc-issuer-url", "Issuer of OpenID Connect ID tokens");
    private readonly Option<string> _clientId = set.Text("--oidc-client-id", "Audience of its tokens");
    private readonly Option<string> _caFile = set.Text("--oidc-ca-file", "Authorities of its certificate; the system's if not given");
    private readonly Option<string> _usernameClaim = set.Text("--oidc-username-claim", "Claim that is the user's name", "sub");
    private readonly Option<string> _usernamePrefix = set.Text("--oidc-username-prefix", "Prefix of users' names; issuer and # if not given, unless the claim is email; - for none");
    private readonly Option<string> _groupsClaim = set.Text("--oidc-groups-claim", "Claim that lists the user's groups");
    private readonly Option<string> _groupsPrefix = set.Text("--oidc-groups-prefix", "Prefix of groups");
    private readonly Option<string[]> _requiredClaims = set.List("--oidc-required-claim", "Claims that must have a value: key=value");
    private readonly Option<string[]> _signingAlgs = set.List("--oidc-signing-algs", "Accepted algorithms of signatures; RS256 if not given");
    private readonly Option<string> _webhook = set.Text("--authentication-token-webhook-config-file", "Kubeconfig of a webhook that is asked by TokenReview whose token it is");
    private readonly Option<string> _webhookTtl = set.Text("--authentication-token-webhook-cache-ttl", "How long its answers hold", "2m0s");
    private readonly Option<string> _webhookVersion = set.Text("--authentication-token-webhook-version", "Version of authentication.k8s.io that it speaks", "v1beta1");

    /// <exception cref="UserException">A flag cannot be used.</exception>
    public AccessSettings Read(ParseResult result) => new()
    {
        TokenAuthFile = FlagValues.FullPath(result.GetRequiredValue(_tokenFile)),
        AuthenticationConfig = FlagValues.FullPath(result.GetRequiredValue(_authenticationConfig)),
        Oidc = new OidcOptions
        {
            IssuerUrl = result.GetRequiredValue(_issuerUrl),
            ClientId = result.GetRequiredValue(_clientId),
            CaFile = FlagValues.FullPath(result.GetRequiredValue(_caFile)),
            UsernameClaim = result.GetRequiredValue(_usernameClaim),
            UsernamePrefix = result.GetRequiredValue(_usernamePrefix),
            GroupsClaim = result.GetRequiredValue(_groupsClaim),
            GroupsPrefix = result.GetRequiredValue(_groupsPrefix),
            RequiredClaims = FlagValues.Pairs(result.GetRequiredValue(_requiredClaims)),
            SigningAlgs = FlagValues.Split(result.GetRequiredValue(_signingAlgs)) is { Count: > 0 } given ? given : ["RS256"],
        },
        TokenWebhook = new TokenWebhookOptions
        {
            ConfigFile = FlagValues.FullPath(result.GetRequiredValue(_webhook)),
            CacheTtl = FlagValues.Span(result.GetRequiredValue(_webhookTtl), _webhookTtl.Name),
            Version = FlagValues.OneOf(result.GetRequiredValue(_webhookVersion), _webhookVersion.Name, "v1", "v1beta1"),
        },
    };
}
