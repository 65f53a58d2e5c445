using KubeSharp.Api;
using KubeSharp.Api.Accounting;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Quotas;

/// <summary>
/// A quota's status counted anew from the cache: before a request is refused, so that what was deleted since the last count does not
/// stand in its way. What cannot be counted here keeps its stored usage.
/// </summary>
internal sealed class QuotaRecount(IObjectLookup objects, TimeProvider time)
{
    public ResourceQuota Apply(ResourceQuota quota)
    {
        var tally = new QuotaTally(quota, time.GetUtcNow());
        Add<Pod>(tally, quota);
        Add<Service>(tally, quota);
        Add<PersistentVolumeClaim>(tally, quota);
        Add<ConfigMap>(tally, quota);
        Add<Secret>(tally, quota);
        Add<ReplicationController>(tally, quota);
        Add<ResourceQuota>(tally, quota);
        Add<Deployment>(tally, quota);
        Add<ReplicaSet>(tally, quota);
        Add<StatefulSet>(tally, quota);
        Add<DaemonSet>(tally, quota);
        Add<Job>(tally, quota);
        Add<CronJob>(tally, quota);
        return tally.Apply();
    }

    private void Add<T>(QuotaTally tally, ResourceQuota quota)
        where T : ApiObject, IApiKind<T> => tally.Add(ApiResources.Of<T>(), objects.List<T>(quota.Metadata.Namespace));
}
