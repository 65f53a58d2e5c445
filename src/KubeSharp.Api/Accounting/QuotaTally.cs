using KubeSharp.Api.Core.V1;

namespace KubeSharp.Api.Accounting;

/// <summary>Counts what the objects of a namespace use of one quota.</summary>
/// <param name="quota">The quota; objects outside of its scopes do not count.</param>
/// <param name="now">When the counting happens.</param>
public sealed class QuotaTally(ResourceQuota quota, DateTimeOffset now)
{
    private readonly HashSet<string> _counted = new(StringComparer.Ordinal);
    private ApiMap<Quantity> _usage;

    /// <summary>Adds all objects of a resource. Must be called for resources without objects too, for their count to be 0 instead of unknown.</summary>
    public void Add(ApiResource resource, IEnumerable<ApiObject> values)
    {
        _counted.Add(QuotaUsage.CountOf(resource));
        foreach (var value in values)
        {
            if (QuotaScopes.Match(quota, value))
            {
                _usage = PodResources.Add(_usage, QuotaUsage.Of(resource, value, now));
            }
        }
    }

    /// <summary>
    /// The quota with a status of what was counted. Of resources that were not counted the stored usage stays.
    /// </summary>
    public ResourceQuota Apply()
    {
        var used = default(ApiMap<Quantity>);
        foreach (var (name, _) in quota.Spec.Hard)
        {
            var isKnown = !name.StartsWith("count/", StringComparison.Ordinal) || _counted.Contains(name);
            used = used.Set(name, isKnown ? _usage.GetValueOrDefault(name) : quota.Status.Used.GetValueOrDefault(name));
        }

        return quota with { Status = quota.Status with { Hard = quota.Spec.Hard, Used = used } };
    }
}
