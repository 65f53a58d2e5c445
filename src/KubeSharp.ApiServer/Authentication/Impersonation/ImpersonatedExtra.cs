using KubeSharp.Api;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Authentication.Impersonation;

/// <summary>What extra fields constrained impersonation takes.</summary>
internal static class ImpersonatedExtra
{
    /// <summary>Why they are not acceptable; null if they are.</summary>
    public static string? Problem(ApiMap<ApiList<string>> extra)
    {
        foreach (var (key, values) in extra)
        {
            if (key.Length == 0)
            {
                return "impersonating the empty string key in extra is not allowed";
            }

            if (key.Split('/', 2) is not [var domain, { Length: > 0 }] || !NameRules.IsDns1123Subdomain(domain))
            {
                return $"impersonating an invalid key in extra is not allowed: extra.key: Invalid value: \"{key}\": must be a domain-prefixed path (such as \"acme.io/foo\")";
            }

            if (values.Count == 0)
            {
                return "impersonating empty values in extra is not allowed";
            }

            if (values.Contains(""))
            {
                return "impersonating the empty string value in extra is not allowed";
            }
        }

        return null;
    }
}
