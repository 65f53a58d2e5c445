using System.Collections.Concurrent;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Controllers.GarbageCollection;

/// <summary>The resources that owner references can mean: the built-in ones, and the custom ones that are known now.</summary>
internal sealed class OwnerKinds
{
    private readonly ConcurrentDictionary<(string Group, string Kind), ApiResource> _custom = [];

    public void Add(ApiResource resource) => _custom[(resource.Group, resource.Kind)] = resource;

    public void Remove(ApiResource resource) => _custom.TryRemove((resource.Group, resource.Kind), out _);

    /// <summary>Null if nobody is known to serve the kind. The version does not matter.</summary>
    public ApiResource? Find(OwnerReference reference)
    {
        if (MonitoredResources.Find(reference) is { } builtIn)
        {
            return builtIn;
        }

        var slash = reference.APIVersion.IndexOf('/', StringComparison.Ordinal);
        return _custom.GetValueOrDefault((slash < 0 ? "" : reference.APIVersion[..slash], reference.Kind));
    }
}
