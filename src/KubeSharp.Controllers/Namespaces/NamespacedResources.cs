using KubeSharp.Api;

namespace KubeSharp.Controllers.Namespaces;

/// <summary>The resources that a namespace can hold, each once whatever its versions.</summary>
internal static class NamespacedResources
{
    public static IReadOnlyList<ApiResource> Deletable { get; } =
        [.. ApiResources.All
            .Where(static resource => resource is { Namespaced: true, EnabledByDefault: true, ServedBy: null }
                && resource.Verbs.Contains("list")
                && resource.Verbs.Contains("delete"))
            .DistinctBy(static resource => (resource.Group, resource.Name))];
}
