using KubeSharp.Api;
using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>Whether the rules of a FlowSchema match a request. Nothing is allocated.</summary>
internal static class FlowRules
{
    private const string Any = "*";

    public static bool Match(ApiList<PolicyRulesWithSubjects> rules, UserInfo user, RequestInfo info)
    {
        foreach (var rule in rules)
        {
            if (MatchesSubject(rule.Subjects, user)
                && (info.IsResourceRequest ? MatchesResource(rule.ResourceRules, info) : MatchesPath(rule.NonResourceRules, info)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MatchesSubject(ApiList<Subject> subjects, UserInfo user)
    {
        foreach (var subject in subjects)
        {
            if (subject.User is { } named ? named.Name == Any || named.Name == user.Name
                : subject.Group is { } group ? group.Name == Any || user.InGroup(group.Name)
                : subject.ServiceAccount is { } account && IsAccount(user.Name, account))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAccount(string user, ServiceAccountSubject account)
    {
        if (!user.StartsWith(WellKnownUsers.ServiceAccountPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = user.AsSpan(WellKnownUsers.ServiceAccountPrefix.Length);
        return rest.StartsWith(account.Namespace, StringComparison.Ordinal)
            && rest.Length > account.Namespace.Length && rest[account.Namespace.Length] == ':'
            && (account.Name == Any || rest[(account.Namespace.Length + 1)..].SequenceEqual(account.Name));
    }

    private static bool MatchesResource(ApiList<ResourcePolicyRule> rules, RequestInfo info)
    {
        foreach (var rule in rules)
        {
            if (Has(rule.Verbs, info.Verb) && Has(rule.APIGroups, info.ApiGroup) && HasResource(rule.Resources, info)
                && (info.Namespace.Length == 0 ? rule.ClusterScope : Has(rule.Namespaces, info.Namespace)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MatchesPath(ApiList<NonResourcePolicyRule> rules, RequestInfo info)
    {
        foreach (var rule in rules)
        {
            if (!Has(rule.Verbs, info.Verb))
            {
                continue;
            }

            foreach (var path in rule.NonResourceURLs)
            {
                if (path == Any || path == info.Path
                    || (path.EndsWith("/*", StringComparison.Ordinal) && info.Path.AsSpan().StartsWith(path.AsSpan(0, path.Length - 1))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Has(ApiList<string> values, string value)
    {
        foreach (var candidate in values)
        {
            if (candidate == Any || candidate == value)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasResource(ApiList<string> resources, RequestInfo info)
    {
        if (info.Subresource.Length == 0)
        {
            return Has(resources, info.Resource);
        }

        foreach (var candidate in resources)
        {
            if (candidate == Any
                || (candidate.Length == info.Resource.Length + 1 + info.Subresource.Length && candidate[info.Resource.Length] == '/'
                    && candidate.StartsWith(info.Resource, StringComparison.Ordinal) && candidate.EndsWith(info.Subresource, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
