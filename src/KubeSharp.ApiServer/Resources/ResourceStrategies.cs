using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources;

/// <summary>The strategy of every stored resource, by group and plural name.</summary>
public sealed class ResourceStrategies
{
    private readonly Dictionary<(string Group, string Resource), ResourceStrategy> _strategies = [];

    /// <summary>Sets the strategy of a resource; a second one replaces the first.</summary>
    public void Add(string group, string resource, ResourceStrategy strategy) => _strategies[(group, resource)] = strategy;

    /// <summary>Null where no strategy was written: the resource is then served with generic rules.</summary>
    public ResourceStrategy? Find(ApiResource resource) => _strategies.GetValueOrDefault((resource.Group, resource.Name));
}
