using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.GarbageCollection;

/// <summary>The resources whose objects can own or be owned.</summary>
internal static class MonitoredResources
{
    /// <summary>Each once, whatever its versions. Events are many and own nothing.</summary>
    public static IReadOnlyList<ApiResource> All { get; } =
        [.. ApiResources.All
            .Where(static resource => resource is { EnabledByDefault: true, ServedBy: null }
                && resource.Name != "events"
                && resource.Verbs.Contains("list")
                && resource.Verbs.Contains("watch")
                && resource.Verbs.Contains("delete"))
            .DistinctBy(static resource => (resource.Group, resource.Name))];

    /// <summary>How their objects are watched. Whoever uses these options shares the informers.</summary>
    public static InformerOptions<PartialObjectMetadata> Options { get; } = new() { MetadataOnly = true, Transform = Project };

    /// <summary>The resource that a reference means; null if there is none. The version does not matter.</summary>
    public static ApiResource? Find(OwnerReference reference)
    {
        var slash = reference.APIVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : reference.APIVersion[..slash];
        foreach (var resource in All)
        {
            if (resource.Kind == reference.Kind && resource.Group == group)
            {
                return resource;
            }
        }

        return null;
    }

    /// <summary>What the collector needs of an object.</summary>
    private static PartialObjectMetadata Project(ApiObject value)
    {
        var metadata = value.Metadata;
        return new PartialObjectMetadata
        {
            Metadata = new ObjectMeta
            {
                Namespace = metadata.Namespace,
                Name = metadata.Name,
                UID = metadata.UID,
                ResourceVersion = metadata.ResourceVersion,
                DeletionTimestamp = metadata.DeletionTimestamp,
                OwnerReferences = metadata.OwnerReferences,
                Finalizers = metadata.Finalizers,
            },
        };
    }
}
