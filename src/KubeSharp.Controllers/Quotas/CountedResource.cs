using KubeSharp.Api;
using KubeSharp.Api.Accounting;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.GarbageCollection;

namespace KubeSharp.Controllers.Quotas;

/// <summary>A resource of which only the number of objects counts: it is watched by metadata, as the garbage collector does.</summary>
internal sealed class CountedResource : ICountedResource
{
    private static readonly HashSet<string> Charged = new(StringComparer.Ordinal) { "pods", "services", "persistentvolumeclaims" };

    private readonly Store<PartialObjectMetadata> _objects;

    private CountedResource(ControllerContext context, ApiResource resource, Action<ApiResource, ApiObject> replenish)
    {
        Resource = resource;
        var informer = context.Informer(resource, MonitoredResources.Options);
        informer.AddHandler(new InformerHandler<PartialObjectMetadata> { Deleted = value => replenish(resource, value) });
        _objects = informer.Store;
    }

    public ApiResource Resource { get; }

    /// <summary>All that can be created and deleted in namespaces, but for what is charged by its contents.</summary>
    public static IEnumerable<CountedResource> All(ControllerContext context, Action<ApiResource, ApiObject> replenish) =>
        MonitoredResources.All
            .Where(static resource => resource.Namespaced
                && resource.Verbs.Contains("create")
                && !(resource.Group.Length == 0 && Charged.Contains(resource.Name)))
            .Select(resource => new CountedResource(context, resource, replenish));

    public bool IsNeededBy(ResourceQuota quota) => QuotaUsage.Counts(quota.Spec.Hard, Resource);

    public IEnumerable<ApiObject> List(string ns) => _objects.List(ns);
}
