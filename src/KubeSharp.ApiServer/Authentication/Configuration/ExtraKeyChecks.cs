using System.Text.RegularExpressions;

namespace KubeSharp.ApiServer.Authentication.Configuration;

/// <summary>The keys of a user's extra that a configuration may set: paths below a domain, but not below one of Kubernetes'.</summary>
internal static partial class ExtraKeyChecks
{
    /// <summary>Null if nothing is wrong.</summary>
    public static string? Problem(string key)
    {
        if (key != key.ToLowerInvariant())
        {
            return "key must be lowercase";
        }

        var (domain, slash) = key.IndexOf('/', StringComparison.Ordinal) is >= 0 and var at ? (key[..at], at) : (key, -1);
        if (slash < 0 || slash == key.Length - 1)
        {
            return "must be a domain-prefixed path (such as \"acme.io/foo\")";
        }

        return !DomainPattern().IsMatch(domain) ? "must be a domain-prefixed path (such as \"acme.io/foo\")"
            : IsBelow(domain, "k8s.io") ? "k8s.io and its subdomains are reserved for Kubernetes use"
            : IsBelow(domain, "kubernetes.io") ? "kubernetes.io and its subdomains are reserved for Kubernetes use"
            : null;
    }

    private static bool IsBelow(string domain, string parent) => domain == parent || domain.EndsWith("." + parent, StringComparison.Ordinal);

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex DomainPattern();
}
