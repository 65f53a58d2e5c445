using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Quotas;

/// <summary>Charges a quota with a change, or says why not; messages are upstream's.</summary>
internal static class QuotaCharge
{
    /// <param name="quota">The quota as stored.</param>
    /// <param name="delta">What the request adds, of the resources that the quota limits; negative where it gives back.</param>
    /// <param name="problem">Why the charge does not fit; null if it does.</param>
    public static ResourceQuota Apply(ResourceQuota quota, ApiMap<Quantity> delta, out string? problem)
    {
        problem = null;
        var used = quota.Status.Used;
        var unknown = delta.Keys.Where(name => !quota.Status.Hard.ContainsKey(name)).ToList();
        if (unknown.Count > 0)
        {
            problem = $"status unknown for quota: {quota.Metadata.Name}, resources: {string.Join(",", unknown)}";
            return quota;
        }

        var exceeded = delta.Where(entry => entry.Value.Sign > 0
            && used.GetValueOrDefault(entry.Key) + entry.Value > quota.Status.Hard.GetValueOrDefault(entry.Key)).Select(entry => entry.Key).ToList();
        if (exceeded.Count > 0)
        {
            problem = $"exceeded quota: {quota.Metadata.Name}, requested: {Text(delta, exceeded)}, used: {Text(used, exceeded)}, limited: {Text(quota.Status.Hard, exceeded)}";
            return quota;
        }

        foreach (var (name, quantity) in delta)
        {
            used = used.Set(name, Quantity.Max(Quantity.Zero, used.GetValueOrDefault(name) + quantity));
        }

        return quota with { Status = quota.Status with { Used = used } };
    }

    private static string Text(ApiMap<Quantity> quantities, IEnumerable<string> names) =>
        string.Join(",", names.Select(name => $"{name}={quantities.GetValueOrDefault(name)}"));
}
