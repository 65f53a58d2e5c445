using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>Tokens of the form <c>id.secret</c> kept as Secrets in kube-system, with which a machine joins a cluster.</summary>
internal sealed partial class BootstrapTokens(IObjectLookup objects, TimeProvider time) : ITokenAuthenticator
{
    private const string SecretNamespace = "kube-system";
    private const string SecretNamePrefix = "bootstrap-token-";
    private const string BootstrapTokenType = "bootstrap.kubernetes.io/token";
    private const string DefaultGroup = "system:bootstrappers";

    public ValueTask<TokenResult?> AuthenticateAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Authenticate(token));

    private TokenResult? Authenticate(string token)
    {
        if (!TokenPattern().IsMatch(token))
        {
            return null;
        }

        var id = token[..6];
        var secret = objects.Get<Secret>(SecretNamespace, SecretNamePrefix + id);
        if (secret is null || secret.Metadata.DeletionTimestamp is not null || secret.Type != BootstrapTokenType)
        {
            return null;
        }

        var matches = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token[7..]), Encoding.UTF8.GetBytes(Text(secret, "token-secret")));
        if (!matches || Text(secret, "token-id") != id || IsExpired(secret) || Text(secret, "usage-bootstrap-authentication") != "true")
        {
            return null;
        }

        return Groups(secret) is { } groups
            ? new TokenResult(new UserInfo { Name = "system:bootstrap:" + id, Groups = [.. groups, WellKnownUsers.AuthenticatedGroup] }, [])
            : null;
    }

    [GeneratedRegex(@"\A[a-z0-9]{6}\.[a-z0-9]{16}\z")]
    private static partial Regex TokenPattern();

    [GeneratedRegex(@"\Asystem:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]\z")]
    private static partial Regex GroupPattern();

    private static string Text(Secret secret, string key) =>
        secret.Data.TryGetValue(key, out var value) ? Encoding.UTF8.GetString(value.Span) : "";

    private static List<string>? Groups(Secret secret)
    {
        var groups = new List<string> { DefaultGroup };
        foreach (var group in Text(secret, "auth-extra-groups").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!GroupPattern().IsMatch(group))
            {
                return null;
            }

            groups.Add(group);
        }

        return groups;
    }

    /// <summary>An expiration that cannot be read counts as over.</summary>
    private bool IsExpired(Secret secret)
    {
        var expiration = Text(secret, "expiration");
        return expiration.Length > 0
            && (!DateTimeOffset.TryParse(expiration, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) || at <= time.GetUtcNow());
    }
}
