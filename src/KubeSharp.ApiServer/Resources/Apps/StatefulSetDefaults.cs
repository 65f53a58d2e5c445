using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Storage;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Apps;

/// <summary>Defaults of stateful sets.</summary>
internal static class StatefulSetDefaults
{
    private static readonly Func<PersistentVolumeClaim, PersistentVolumeClaim> Claim = PersistentVolumeClaimStrategy.ApplyDefaults;

    public static StatefulSet Apply(StatefulSet value)
    {
        var spec = value.Spec;
        var template = PodSpecDefaults.Apply(spec.Template);
        var claims = spec.VolumeClaimTemplates.Map(Claim);
        var strategy = Strategy(spec.UpdateStrategy);
        var retention = Retention(spec.PersistentVolumeClaimRetentionPolicy);
        if (ReferenceEquals(template, spec.Template) && claims.SameAs(spec.VolumeClaimTemplates) && ReferenceEquals(strategy, spec.UpdateStrategy) &&
            ReferenceEquals(retention, spec.PersistentVolumeClaimRetentionPolicy) &&
            spec is { PodManagementPolicy.Length: > 0, Replicas: not null, RevisionHistoryLimit: not null })
        {
            return value;
        }

        return value with
        {
            Spec = spec with
            {
                Template = template,
                VolumeClaimTemplates = claims,
                UpdateStrategy = strategy,
                PersistentVolumeClaimRetentionPolicy = retention,
                PodManagementPolicy = spec.PodManagementPolicy.Length > 0 ? spec.PodManagementPolicy : "OrderedReady",
                Replicas = spec.Replicas ?? 1,
                RevisionHistoryLimit = spec.RevisionHistoryLimit ?? 10,
            },
        };
    }

    private static StatefulSetUpdateStrategy Strategy(StatefulSetUpdateStrategy strategy) =>
        strategy.Type is not ("" or "RollingUpdate") || strategy is { Type.Length: > 0, RollingUpdate.Partition: not null }
            ? strategy
            : strategy with
            {
                Type = "RollingUpdate",
                RollingUpdate = (strategy.RollingUpdate ?? new RollingUpdateStatefulSetStrategy()) with
                {
                    Partition = strategy.RollingUpdate?.Partition ?? 0,
                },
            };

    private static StatefulSetPersistentVolumeClaimRetentionPolicy Retention(StatefulSetPersistentVolumeClaimRetentionPolicy? policy) =>
        policy is { WhenDeleted.Length: > 0, WhenScaled.Length: > 0 }
            ? policy
            : new StatefulSetPersistentVolumeClaimRetentionPolicy
            {
                WhenDeleted = policy is { WhenDeleted.Length: > 0 } ? policy.WhenDeleted : "Retain",
                WhenScaled = policy is { WhenScaled.Length: > 0 } ? policy.WhenScaled : "Retain",
            };
}
