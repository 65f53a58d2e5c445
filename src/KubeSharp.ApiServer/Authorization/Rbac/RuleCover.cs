using KubeSharp.Api;
using KubeSharp.Api.Rbac.V1;

namespace KubeSharp.ApiServer.Authorization.Rbac;

/// <summary>Whether a set of rules gives everything that another gives.</summary>
internal static class RuleCover
{
    /// <summary>
    /// What of <paramref name="wanted"/> is missing in <paramref name="owned"/>, in pieces of one verb and one resource or URL each.
    /// </summary>
    public static List<PolicyRule> Missing(IReadOnlyCollection<PolicyRule> owned, IEnumerable<PolicyRule> wanted)
    {
        var missing = new List<PolicyRule>();
        foreach (var rule in wanted)
        {
            foreach (var piece in Pieces(rule))
            {
                if (!owned.Any(candidate => Covers(candidate, piece)))
                {
                    missing.Add(piece);
                }
            }
        }

        return missing;
    }

    private static IEnumerable<PolicyRule> Pieces(PolicyRule rule)
    {
        foreach (var verb in rule.Verbs)
        {
            foreach (var url in rule.NonResourceURLs)
            {
                yield return new PolicyRule { NonResourceURLs = [url], Verbs = [verb] };
            }

            foreach (var group in rule.APIGroups)
            {
                foreach (var resource in rule.Resources)
                {
                    if (rule.ResourceNames.Count == 0)
                    {
                        yield return new PolicyRule { APIGroups = [group], Resources = [resource], Verbs = [verb] };
                    }

                    foreach (var name in rule.ResourceNames)
                    {
                        yield return new PolicyRule { APIGroups = [group], Resources = [resource], ResourceNames = [name], Verbs = [verb] };
                    }
                }
            }
        }
    }

    private static bool Covers(PolicyRule owned, PolicyRule piece)
    {
        if (!Has(owned.Verbs, piece.Verbs[0]))
        {
            return false;
        }

        if (piece.NonResourceURLs.Count > 0)
        {
            return CoversUrl(owned.NonResourceURLs, piece.NonResourceURLs[0]);
        }

        return Has(owned.APIGroups, piece.APIGroups[0])
            && CoversResource(owned.Resources, piece.Resources[0])
            && (owned.ResourceNames.Count == 0 || (piece.ResourceNames.Count > 0 && owned.ResourceNames.Contains(piece.ResourceNames[0])));
    }

    private static bool Has(ApiList<string> owned, string wanted) => owned.Contains("*") || owned.Contains(wanted);

    private static bool CoversResource(ApiList<string> owned, string wanted)
    {
        var slash = wanted.IndexOf('/');
        return Has(owned, wanted) || (slash >= 0 && owned.Contains("*" + wanted[slash..]));
    }

    private static bool CoversUrl(ApiList<string> owned, string wanted)
    {
        foreach (var url in owned)
        {
            if (url == "*" || url == wanted || (url.EndsWith('*') && wanted.StartsWith(url[..^1], StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
