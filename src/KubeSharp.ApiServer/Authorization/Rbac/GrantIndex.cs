using System.Runtime.InteropServices;

namespace KubeSharp.ApiServer.Authorization.Rbac;

/// <summary>The grants of one user in one scope, found by the resource asked for.</summary>
internal sealed class GrantIndex
{
    private readonly Dictionary<string, List<Grant>> _byResource = new(StringComparer.Ordinal);
    private readonly List<Grant> _everyResource = [];
    private readonly List<Grant> _urls = [];

    public List<Grant> All { get; } = [];

    public void Add(Grant grant)
    {
        All.Add(grant);
        if (grant.Rule.HasUrls)
        {
            _urls.Add(grant);
        }

        var everywhere = false;
        foreach (var pattern in grant.Rule.Resources)
        {
            if (pattern.IsForEveryResource)
            {
                everywhere = true;
                continue;
            }

            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_byResource, pattern.Resource, out _);
            list ??= [];
            if (list.Count == 0 || list[^1].Rule != grant.Rule)
            {
                list.Add(grant);
            }
        }

        if (everywhere)
        {
            _everyResource.Add(grant);
        }
    }

    /// <summary>The reason of the first grant that allows it; null when none does.</summary>
    public string? Find(in AuthorizerAttributes attributes)
    {
        if (!attributes.IsResourceRequest)
        {
            foreach (var grant in _urls)
            {
                if (grant.Rule.AllowsUrl(attributes))
                {
                    return grant.Reason;
                }
            }

            return null;
        }

        if (_byResource.TryGetValue(attributes.Resource, out var candidates))
        {
            foreach (var grant in candidates)
            {
                if (grant.Rule.AllowsResource(attributes))
                {
                    return grant.Reason;
                }
            }
        }

        foreach (var grant in _everyResource)
        {
            if (grant.Rule.AllowsResource(attributes))
            {
                return grant.Reason;
            }
        }

        return null;
    }
}
