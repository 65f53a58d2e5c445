using KubeSharp.Api.Core.V1;

namespace KubeSharp.Api.Accounting;

/// <summary>Whether a quota's scopes take an object in. A quota with scopes is about pods only, but for volume attributes classes of claims.</summary>
public static class QuotaScopes
{
    public static bool Match(ResourceQuota quota, ApiKind value)
    {
        foreach (var scope in quota.Spec.Scopes)
        {
            if (!Matches(scope, ScopeSelectorOperator.ScopeSelectorOpExists, default, value))
            {
                return false;
            }
        }

        foreach (var requirement in quota.Spec.ScopeSelector?.MatchExpressions ?? default)
        {
            if (!Matches(requirement.ScopeName, requirement.Operator, requirement.Values, value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Matches(string scope, string comparison, ApiList<string> values, ApiKind value) => (scope, value) switch
    {
        (ResourceQuotaScope.Terminating, Pod pod) => pod.Spec.ActiveDeadlineSeconds >= 0,
        (ResourceQuotaScope.NotTerminating, Pod pod) => !(pod.Spec.ActiveDeadlineSeconds >= 0),
        (ResourceQuotaScope.BestEffort, Pod pod) => IsBestEffort(pod),
        (ResourceQuotaScope.NotBestEffort, Pod pod) => !IsBestEffort(pod),
        (ResourceQuotaScope.PriorityClass, Pod pod) => Compare(pod.Spec.PriorityClassName, comparison, values),
        (ResourceQuotaScope.CrossNamespacePodAffinity, Pod pod) => UsesOtherNamespaces(pod),
        (ResourceQuotaScope.VolumeAttributesClass, PersistentVolumeClaim claim) =>
            Compare(claim.Spec.VolumeAttributesClassName ?? "", comparison, values),
        _ => false,
    };

    private static bool Compare(string actual, string comparison, ApiList<string> values) => comparison switch
    {
        ScopeSelectorOperator.ScopeSelectorOpIn => values.Contains(actual),
        ScopeSelectorOperator.ScopeSelectorOpNotIn => !values.Contains(actual),
        ScopeSelectorOperator.ScopeSelectorOpExists => actual.Length > 0,
        ScopeSelectorOperator.ScopeSelectorOpDoesNotExist => actual.Length == 0,
        _ => false,
    };

    private static bool IsBestEffort(Pod pod)
    {
        static bool HasCompute(ApiMap<Quantity> resources) => resources.Any(entry =>
            entry.Key is ResourceName.ResourceCPU or ResourceName.ResourceMemory && !entry.Value.IsZero);

        return !HasCompute(PodResources.Requests(pod.Spec)) && !HasCompute(PodResources.Limits(pod.Spec));
    }

    private static bool UsesOtherNamespaces(Pod pod)
    {
        var affinity = pod.Spec.Affinity;
        IEnumerable<PodAffinityTerm> terms =
        [
            .. affinity?.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? default,
            .. (affinity?.PodAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? default).Select(term => term.PodAffinityTerm),
            .. affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? default,
            .. (affinity?.PodAntiAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? default).Select(term => term.PodAffinityTerm),
        ];
        return terms.Any(term => term.Namespaces.Count > 0 || term.NamespaceSelector is not null);
    }
}
