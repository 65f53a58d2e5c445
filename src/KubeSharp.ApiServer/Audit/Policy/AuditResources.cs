using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Audit.Policy;

/// <summary>Resources of one API group in a rule.</summary>
/// <param name="Group">"*" for all.</param>
/// <param name="Resources">pods, pods/log, */scale, pods/* or *; empty for all.</param>
/// <param name="ResourceNames">Objects; empty for all.</param>
internal sealed record AuditResources(string Group, IReadOnlyList<string> Resources, IReadOnlyList<string> ResourceNames)
{
    public bool Covers(RequestInfo info)
    {
        if (Group != "*" && Group != info.ApiGroup)
        {
            return false;
        }

        return Resources.Count == 0
            || ((ResourceNames.Count == 0 || ResourceNames.Contains(info.Name)) && Resources.Any(pattern => Covers(pattern, info)));
    }

    private static bool Covers(string pattern, RequestInfo info)
    {
        if (pattern == "*")
        {
            return true;
        }

        var slash = pattern.IndexOf('/');
        var (resource, subresource) = slash < 0 ? (pattern, "") : (pattern[..slash], pattern[(slash + 1)..]);
        return subresource == "*"
            ? resource == info.Resource
            : subresource == info.Subresource && (resource == info.Resource || (resource == "*" && subresource.Length > 0));
    }
}
