using System.Text;
using KubeSharp.ApiServer.Configuration;

namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>One issuer, as upstream's --oidc-* flags have it.</summary>
public sealed record OidcOptions
{
    /// <summary>--oidc-issuer-url; "" for none.</summary>
    public string IssuerUrl { get; init; } = "";

    /// <summary>--oidc-client-id: the audience of its tokens.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>--oidc-ca-file.</summary>
    public string CaFile { get; init; } = "";

    /// <summary>--oidc-username-claim.</summary>
    public string UsernameClaim { get; init; } = "sub";

    /// <summary>--oidc-username-prefix; "-" is none, and "" the issuer and <c>#</c> unless the claim is <c>email</c>.</summary>
    public string UsernamePrefix { get; init; } = "";

    /// <summary>--oidc-groups-claim.</summary>
    public string GroupsClaim { get; init; } = "";

    /// <summary>--oidc-groups-prefix.</summary>
    public string GroupsPrefix { get; init; } = "";

    /// <summary>--oidc-required-claim.</summary>
    public IReadOnlyDictionary<string, string> RequiredClaims { get; init; } = new Dictionary<string, string>();

    /// <summary>--oidc-signing-algs.</summary>
    public IReadOnlyList<string> SigningAlgs { get; init; } = ["RS256"];

    /// <exception cref="ConfigurationException">The flags cannot be used together.</exception>
    internal JwtIssuer? ToIssuer()
    {
        if (IssuerUrl.Length == 0)
        {
            return ClientId.Length == 0 ? null : throw new ConfigurationException("--oidc-issuer-url and --oidc-client-id go together");
        }

        if (ClientId.Length == 0 || !IssuerUrl.StartsWith("https://", StringComparison.Ordinal))
        {
            throw new ConfigurationException("--oidc-issuer-url has to be an https URL, and needs --oidc-client-id");
        }

        if (SigningAlgs.FirstOrDefault(algorithm => !JsonWebKey.Algorithms.Contains(algorithm)) is { } unknown)
        {
            throw new ConfigurationException($"--oidc-signing-algs: \"{unknown}\" is not supported, use {string.Join(", ", JsonWebKey.Algorithms)}");
        }

        return new JwtIssuer
        {
            Url = IssuerUrl,
            CertificateAuthority = CaFile.Length > 0 ? Encoding.UTF8.GetString(ConfigurationFile.ReadBytes(CaFile)) : "",
            Audiences = [ClientId],
            Username = new PrefixedClaim(UsernameClaim, UsernamePrefix switch
            {
                "-" => "",
                "" when UsernameClaim != "email" => IssuerUrl + "#",
                _ => UsernamePrefix,
            }),
            Groups = GroupsClaim.Length > 0 ? new PrefixedClaim(GroupsClaim, GroupsPrefix) : null,
            RequiredClaims = [.. RequiredClaims.Select(claim => new RequiredClaim(claim.Key, claim.Value))],
            SigningAlgorithms = SigningAlgs,
        };
    }
}
