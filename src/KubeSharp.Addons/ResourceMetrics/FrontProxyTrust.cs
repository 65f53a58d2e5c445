using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;

namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>
/// Who may ask in the name of users: whoever has a certificate of the front-proxy authority with an allowed name, as the ConfigMap
/// kube-system/extension-apiserver-authentication says. The front proxy has authorized its users already.
/// </summary>
internal sealed class FrontProxyTrust(KubeClient client)
{
    private volatile Rules? _rules;

    /// <exception cref="Api.ApiException">The ConfigMap cannot be read.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var map = await client.FindAsync<ConfigMap>("kube-system", "extension-apiserver-authentication", cancellationToken).ConfigureAwait(false);
        _rules = map is null ? null : Read(map);
    }

    public bool Trusts(X509Certificate2? certificate)
    {
        if (certificate is null || _rules is not { } rules)
        {
            return false;
        }

        if (rules.Names.Count > 0 && !rules.Names.Contains(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(rules.Authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }

    private static Rules? Read(ConfigMap map)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(map.Data.GetValueOrDefault("requestheader-client-ca-file") ?? "");
            var names = JsonNode.Parse(map.Data.GetValueOrDefault("requestheader-allowed-names") ?? "[]")!.AsArray();
            return authorities.Count == 0 ? null : new Rules(authorities, [.. names.Select(name => (string?)name ?? "")]);
        }
        catch (Exception e) when (e is CryptographicException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Rules(X509Certificate2Collection Authorities, HashSet<string> Names);
}
