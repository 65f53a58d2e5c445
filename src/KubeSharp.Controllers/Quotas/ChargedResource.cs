using KubeSharp.Api;
using KubeSharp.Api.Accounting;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Quotas;

/// <summary>A resource that is charged by what its objects contain.</summary>
internal sealed class ChargedResource<T> : ICountedResource
    where T : ApiObject, IApiKind<T>
{
    private readonly Store<T> _objects;

    public ChargedResource(ControllerContext context, Action<ApiResource, ApiObject> replenish)
    {
        var informer = context.Informer<T>();
        informer.AddHandler(new InformerHandler<T>
        {
            Updated = (old, value) =>
            {
                var now = context.Time.GetUtcNow();
                if (QuotaUsage.Of(Resource, old, now) != QuotaUsage.Of(Resource, value, now))
                {
                    replenish(Resource, old);
                    replenish(Resource, value);
                }
            },
            Deleted = value => replenish(Resource, value),
        });
        _objects = informer.Store;
    }

    public ApiResource Resource { get; } = ApiResources.Of<T>();

    public bool IsNeededBy(ResourceQuota quota) => true;

    public IEnumerable<ApiObject> List(string ns) => _objects.List(ns);
}
