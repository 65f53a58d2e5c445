using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Quotas;

/// <summary>
/// A quota's status counted anew from the cache: before a request is refused, so that what was deleted since the last count does not
/// stand in its way. What cannot be counted here keeps its stored usage.
/// </summary>
internal sealed class QuotaRecount(IObjectLookup objects)
{
    public ResourceQuota Apply(ResourceQuota quota)
    {
        var ns = quota.Metadata.Namespace;
        var counted = Sum<Pod>(quota, ns, default);
        counted = Sum<Service>(quota, ns, counted);
        counted = Sum<PersistentVolumeClaim>(quota, ns, counted);
        counted = Sum<ConfigMap>(quota, ns, counted);
        counted = Sum<Secret>(quota, ns, counted);
        counted = Sum<ReplicationController>(quota, ns, counted);
        counted = Sum<ResourceQuota>(quota, ns, counted);
        counted = Sum<Deployment>(quota, ns, counted);
        counted = Sum<ReplicaSet>(quota, ns, counted);
        counted = Sum<StatefulSet>(quota, ns, counted);
        counted = Sum<DaemonSet>(quota, ns, counted);
        counted = Sum<Job>(quota, ns, counted);
        counted = Sum<CronJob>(quota, ns, counted);

        var used = default(ApiMap<Quantity>);
        foreach (var (name, _) in quota.Spec.Hard)
        {
            var isCounted = counted.ContainsKey(name) || !name.StartsWith("count/", StringComparison.Ordinal);
            used = used.Set(name, isCounted ? counted.GetValueOrDefault(name) : quota.Status.Used.GetValueOrDefault(name));
        }

        return quota with { Status = quota.Status with { Hard = quota.Spec.Hard, Used = used } };
    }

    private ApiMap<Quantity> Sum<T>(ResourceQuota quota, string ns, ApiMap<Quantity> counted)
        where T : ApiObject, IApiKind<T>
    {
        ApiResource? resource = null;
        foreach (var value in objects.List<T>(ns))
        {
            if (QuotaScopes.Match(quota, value))
            {
                resource ??= ApiResources.Of<T>();
                foreach (var (name, quantity) in QuotaUsage.Of(resource!, value))
                {
                    counted = counted.Set(name, counted.GetValueOrDefault(name) + quantity);
                }
            }
        }

        return counted;
    }
}
