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
internal sealed class ResourceQuotaAdmission(IObjectStore objects, IReadOnlyList<LimitedResource> limitedResources, TimeProvider time) : IValidatingAdmissionPlugin
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
        return quotas.Count == 0 && limitedResources.Count == 0 ? ValueTask.CompletedTask : ChargeAsync(context, quotas, cancellationToken);
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

    /// <summary>What the configuration limits needs a quota that is about it.</summary>
    private void CheckLimited(AdmissionContext context, List<ResourceQuota> quotas, ApiMap<Quantity> delta)
    {
        var limits = limitedResources.Where(limited => limited.IsAbout(context.Resource)).ToList();
        if (limits.Count == 0)
        {
            return;
        }

        var concerned = quotas.Where(quota => QuotaScopes.Match(quota, context.Object!)).ToList();
        var uncovered = limits.SelectMany(limited => limited.Limited(delta.Where(use => use.Value.Sign > 0).Select(use => use.Key)))
            .Distinct()
            .Where(use => !concerned.Any(quota => quota.Spec.Hard.ContainsKey(use)))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (uncovered.Count > 0)
        {
            throw context.Forbidden($"insufficient quota to consume: {string.Join(",", uncovered)}");
        }

        var unmatched = limits.SelectMany(limited => limited.ScopesOf(context.Object!))
            .Where(scope => !concerned.Any(quota => Scopes(quota).Any(own => own.ScopeName == scope.ScopeName)))
            .ToList();
        if (unmatched.Count > 0)
        {
            var scopes = unmatched.Select(scope => $"{{{scope.ScopeName} {scope.Operator} [{string.Join(' ', scope.Values)}]}}");
            throw context.Forbidden($"insufficient quota to match these scopes: [{string.Join(' ', scopes)}]");
        }
    }

    private static IEnumerable<ScopedResourceSelectorRequirement> Scopes(ResourceQuota quota) =>
    [
        .. quota.Spec.Scopes.Select(scope => new ScopedResourceSelectorRequirement { ScopeName = scope, Operator = ScopeSelectorOperator.ScopeSelectorOpExists }),
        .. quota.Spec.ScopeSelector?.MatchExpressions ?? default,
    ];

    private async ValueTask ChargeAsync(AdmissionContext context, List<ResourceQuota> quotas, CancellationToken cancellationToken)
    {
        var delta = Delta(context);
        CheckLimited(context, quotas, delta);
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
