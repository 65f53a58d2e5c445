using KubeSharp.ApiServer.Authentication.OpenIdConnect;
using KubeSharp.ApiServer.Configuration;

namespace KubeSharp.ApiServer.Authentication.Configuration;

/// <summary>Reads and checks an AuthenticationConfiguration.</summary>
internal static class AuthenticationConfigurationReader
{
    private const int MaxIssuers = 64;

    private static readonly string[] ApiVersions =
        [ConfigurationFile.Group + "/v1", ConfigurationFile.Group + "/v1beta1", ConfigurationFile.Group + "/v1alpha1"];

    /// <param name="content">The file.</param>
    /// <param name="path">For messages.</param>
    /// <param name="serviceAccountIssuers">These belong to the server itself.</param>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static AuthenticationConfiguration Parse(ReadOnlyMemory<byte> content, string path, IReadOnlyList<string> serviceAccountIssuers) =>
        ConfigurationFile.Parse(content, path, "AuthenticationConfiguration", ApiVersions, root => Read(root, serviceAccountIssuers));

    private static AuthenticationConfiguration Read(ConfigurationNode root, IReadOnlyList<string> serviceAccountIssuers)
    {
        var issuers = new List<JwtIssuer>();
        foreach (var node in root.Items("jwt"))
        {
            var issuer = ReadIssuer(node);
            if (serviceAccountIssuers.Contains(issuer.Url))
            {
                throw node.Error("issuer.url", "URL must not overlap with disallowed issuers: it is the issuer of service account tokens");
            }

            if (issuers.Any(other => other.Url == issuer.Url))
            {
                throw node.Error("issuer.url", $"Duplicate value: \"{issuer.Url}\"");
            }

            issuers.Add(issuer);
        }

        if (issuers.Count > MaxIssuers)
        {
            throw root.Error("jwt", $"Too many: {issuers.Count}: must have at most {MaxIssuers} items");
        }

        return new AuthenticationConfiguration(issuers, root.Child("anonymous") is { } anonymous ? ReadAnonymous(anonymous) : null);
    }

    private static AnonymousAccess ReadAnonymous(ConfigurationNode node)
    {
        var paths = new List<string>();
        foreach (var condition in node.Items("conditions"))
        {
            paths.Add(condition.RequiredText("path"));
            condition.End();
        }

        var access = new AnonymousAccess(node.Flag("enabled"), paths);
        if (!access.Enabled && paths.Count > 0)
        {
            throw node.Error("conditions", "enabled should be set to true when conditions are defined");
        }

        node.End();
        return access;
    }

    private static JwtIssuer ReadIssuer(ConfigurationNode node)
    {
        var issuer = node.RequiredChild("issuer");
        var url = Https(issuer, "url", issuer.RequiredText("url"));
        var discovery = issuer.Text("discoveryURL");
        var audiences = issuer.Texts("audiences");
        if (audiences.Count == 0)
        {
            throw issuer.Error("audiences", "Required value: at least one issuer.audiences is required");
        }

        var policy = issuer.Text("audienceMatchPolicy");
        if (policy is not ("" or "MatchAny") || (audiences.Count > 1 && policy.Length == 0))
        {
            throw issuer.Error("audienceMatchPolicy", $"Invalid value: \"{policy}\": audienceMatchPolicy must be MatchAny for multiple audiences");
        }

        if (issuer.Text("egressSelectorType").Length > 0)
        {
            throw issuer.Error("egressSelectorType", "egress selectors are not supported");
        }

        var authority = issuer.Text("certificateAuthority");
        issuer.End();
        var mappings = node.RequiredChild("claimMappings");
        var expressions = ClaimExpressionsReader.Read(node, mappings);
        var read = new JwtIssuer
        {
            Url = url,
            DiscoveryUrl = discovery.Length > 0 ? Https(issuer, "discoveryURL", discovery) : "",
            CertificateAuthority = authority,
            Audiences = audiences,
            Username = ReadClaim(mappings.RequiredChild("username")),
            Groups = mappings.Child("groups") is { } groups ? ReadClaim(groups) : null,
            UidClaim = mappings.Child("uid")?.Text("claim") ?? "",
            RequiredClaims = [.. node.Items("claimValidationRules").Where(static rule => rule.Text("claim").Length > 0).Select(ReadRule)],
            Expressions = expressions,
        };
        mappings.End();
        node.End();
        return read;
    }

    private static string Https(ConfigurationNode node, string name, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == "https" && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? url
            : throw node.Error(name, $"Invalid value: \"{url}\": URL must be https, without user, query and fragment");

    /// <summary>Null where it is an expression.</summary>
    private static PrefixedClaim? ReadClaim(ConfigurationNode node)
    {
        var claim = node.Text("claim");
        if (claim.Length > 0 && !node.Has("prefix"))
        {
            throw node.Error("prefix", "Required value: prefix is required when claim is set. It can be set to an empty string to disable prefixing");
        }

        return claim.Length == 0 ? null : new PrefixedClaim(claim, node.Text("prefix"));
    }

    private static RequiredClaim ReadRule(ConfigurationNode node) => new(node.Text("claim"), node.Text("requiredValue"));
}
