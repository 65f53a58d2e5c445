using KubeSharp.Api;
using Converters = System.Collections.Generic.IReadOnlyDictionary<
    (string Group, string Version, string Resource), KubeSharp.ApiServer.Resources.IVersionConverter>;

namespace KubeSharp.ApiServer.Resources.Versions;

/// <summary>In which version the objects of a resource are stored.</summary>
internal static class StorageVersions
{
    /// <summary>Versions that are newer than the release before are not stored yet, so that servers of both can share a store.</summary>
    private static readonly Dictionary<(string Group, string Resource), string> Older = new()
    {
        [("admissionregistration.k8s.io", "mutatingadmissionpolicies")] = "v1beta1",
        [("admissionregistration.k8s.io", "mutatingadmissionpolicybindings")] = "v1beta1",
        [("resource.k8s.io", "devicetaintrules")] = "v1alpha3",
    };

    /// <summary>The versions of a resource besides the one that is handled.</summary>
    public static IReadOnlyList<IVersionConverter> Of(Converters converters, ApiResource resource) =>
        [.. converters.Where(pair => pair.Key.Group == resource.Group && pair.Key.Resource == resource.Name).Select(static pair => pair.Value)];

    /// <summary>The converter to the version that is stored; null if that is the one that is handled.</summary>
    /// <param name="converters">By what they convert to.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="chosen">Group versions that were asked for.</param>
    public static IVersionConverter? Choose(Converters converters, ApiResource resource, IReadOnlyList<string> chosen)
    {
        foreach (var groupVersion in chosen)
        {
            var slash = groupVersion.IndexOf('/', StringComparison.Ordinal);
            var (group, version) = slash < 0 ? ("", groupVersion) : (groupVersion[..slash], groupVersion[(slash + 1)..]);
            if (group != resource.Group)
            {
                continue;
            }

            if (converters.TryGetValue((group, version, resource.Name), out var converter))
            {
                return converter;
            }

            if (ApiResources.Find(group, version, resource.Name) is not null)
            {
                return null;
            }
        }

        return Older.TryGetValue((resource.Group, resource.Name), out var older) ? converters.GetValueOrDefault((resource.Group, older, resource.Name)) : null;
    }
}
