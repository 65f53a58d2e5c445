using KubeSharp.Api;
using KubeSharp.Api.Accounting;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Quotas;

/// <summary>
/// Counts what is created against the quotas of its namespace. The usage in a quota's status is charged by compare-and-swap before
/// the object is stored. What is charged and not stored, or deleted later, the quota controller gives back; a count of the cache here
/// would miss what other requests have charged and are about to store.
/// </summary>
internal sealed class ResourceQuotaAdmission(IObjectStore objects, TimeProvider time) : IValidatingAdmissionPlugin
{
    public string Name => "ResourceQuota";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Namespace.Length == 0 || context.Object is null || context.Subresource is not ("" or "resize")
            || (context.Operation == AdmissionOperation.Update && context.Object is not (Pod or Service or PersistentVolumeClaim)))
        {
            return ValueTask.CompletedTask;
        }

        var quotas = objects.List<ResourceQuota>(context.Namespace).ToList();
        return quotas.Count == 0 ? ValueTask.CompletedTask : ChargeAsync(context, quotas, cancellationToken);
    }

    private static ApiMap<Quantity> Limited(ResourceQuota quota, ApiMap<Quantity> delta) =>
        ApiMap<Quantity>.From(delta.Where(entry => quota.Spec.Hard.ContainsKey(entry.Key) && !entry.Value.IsZero));

    private ApiMap<Quantity> Delta(AdmissionContext context)
    {
        var now = time.GetUtcNow();
        var delta = QuotaUsage.Of(context.Resource, context.Object!, now);
        if (context.OldObject is null)
        {
            return delta;
        }

        foreach (var (name, quantity) in QuotaUsage.Of(context.Resource, context.OldObject, now))
        {
            delta = delta.Set(name, delta.GetValueOrDefault(name) - quantity);
        }

        return delta;
    }

    private static void CheckConstraints(AdmissionContext context, ResourceQuota quota)
    {
        if (context.Operation == AdmissionOperation.Create && context.Object is Pod pod)
        {
            var missing = QuotaUsage.Missing(pod, quota.Spec.Hard).Select(entry => $"{entry.Resource} for: {entry.Containers}").ToList();
            if (missing.Count > 0)
            {
                throw context.Forbidden($"failed quota: {quota.Metadata.Name}: must specify {string.Join("; ", missing)}");
            }
        }
    }

    private async ValueTask ChargeAsync(AdmissionContext context, List<ResourceQuota> quotas, CancellationToken cancellationToken)
    {
        var delta = Delta(context);
        var charges = new List<(ResourceQuota Quota, ApiMap<Quantity> Delta)>();
        foreach (var quota in quotas)
        {
            if (!QuotaScopes.Match(quota, context.Object!))
            {
                continue;
            }

            CheckConstraints(context, quota);
            if (Limited(quota, delta) is { Count: > 0 } limited)
            {
                charges.Add((quota, limited));
            }
        }

        // All of them first, so that one refusal charges none; then each for good.
        foreach (var (quota, charge) in charges)
        {
            QuotaCharge.Apply(quota, charge, out var problem);
            Reject(context, problem);
        }

        if (context.Request.DryRun)
        {
            return;
        }

        foreach (var (quota, charge) in charges)
        {
            string? problem = null;
            await objects.UpdateAsync<ResourceQuota>(
                quota.Metadata.Namespace, quota.Metadata.Name, current => QuotaCharge.Apply(current, charge, out problem), cancellationToken);
            Reject(context, problem);
        }
    }

    private static void Reject(AdmissionContext context, string? problem)
    {
        if (problem is not null)
        {
            throw context.Forbidden(problem);
        }
    }
}
