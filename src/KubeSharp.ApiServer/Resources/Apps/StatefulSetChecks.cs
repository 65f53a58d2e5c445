using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Apps;

/// <summary>Stateful sets.</summary>
internal static class StatefulSetChecks
{
    private const string Updatable =
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', " +
        "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

    private static readonly FieldPath Spec = WorkloadChecks.Spec;

    public static void Validate(ErrorList errors, StatefulSet value)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Label, errors);
        ValidateSpec(errors, value.Spec);
    }

    public static void ValidateUpdate(ErrorList errors, StatefulSet value, StatefulSet old)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ValidateSpec(errors, value.Spec);
        var masked = value.Spec with
        {
            Replicas = old.Spec.Replicas,
            Ordinals = old.Spec.Ordinals,
            Template = old.Spec.Template,
            UpdateStrategy = old.Spec.UpdateStrategy,
            RevisionHistoryLimit = old.Spec.RevisionHistoryLimit,
            MinReadySeconds = old.Spec.MinReadySeconds,
            PersistentVolumeClaimRetentionPolicy = old.Spec.PersistentVolumeClaimRetentionPolicy,
        };
        if (masked != old.Spec)
        {
            errors.Forbidden(Spec, Updatable);
        }
    }

    public static void ValidateStatusUpdate(ErrorList errors, StatefulSet value, StatefulSet old)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        var status = value.Status;
        var path = WorkloadChecks.Status;
        FieldChecks.NonNegative(errors, path, "replicas", status.Replicas);
        FieldChecks.NonNegative(errors, path, "readyReplicas", status.ReadyReplicas);
        FieldChecks.NonNegative(errors, path, "currentReplicas", status.CurrentReplicas);
        FieldChecks.NonNegative(errors, path, "updatedReplicas", status.UpdatedReplicas);
        FieldChecks.NonNegative(errors, path, "availableReplicas", status.AvailableReplicas);
        FieldChecks.NonNegative(errors, path, "observedGeneration", status.ObservedGeneration);
        const string Message = "cannot be greater than status.replicas";
        ReplicaStatusChecks.AtMost(errors, "readyReplicas", status.ReadyReplicas, status.Replicas, Message);
        ReplicaStatusChecks.AtMost(errors, "currentReplicas", status.CurrentReplicas, status.Replicas, Message);
        ReplicaStatusChecks.AtMost(errors, "updatedReplicas", status.UpdatedReplicas, status.Replicas, Message);
        ReplicaStatusChecks.AtMost(errors, "availableReplicas", status.AvailableReplicas, status.Replicas, Message);
        ReplicaStatusChecks.AtMost(
            errors, "availableReplicas", status.AvailableReplicas, status.ReadyReplicas, "cannot be greater than status.readyReplicas");
        WorkloadChecks.CollisionCount(errors, status.CollisionCount, old.Status.CollisionCount);
    }

    private static void ValidateSpec(ErrorList errors, StatefulSetSpec spec)
    {
        if (spec.PodManagementPolicy.Length == 0)
        {
            errors.Required(Spec.Child("podManagementPolicy"), "");
        }
        else if (spec.PodManagementPolicy is not ("OrderedReady" or "Parallel"))
        {
            errors.InvalidText(Spec.Child("podManagementPolicy"), spec.PodManagementPolicy, "must be 'OrderedReady' or 'Parallel'");
        }

        UpdateStrategy(errors, Spec.Child("updateStrategy"), spec.UpdateStrategy);
        if (spec.PersistentVolumeClaimRetentionPolicy is { } retention)
        {
            var path = Spec.Child("persistentVolumeClaimRetentionPolicy");
            FieldChecks.OneOf(errors, path, "whenDeleted", retention.WhenDeleted, "Delete", "Retain");
            FieldChecks.OneOf(errors, path, "whenScaled", retention.WhenScaled, "Delete", "Retain");
        }

        FieldChecks.NonNegative(errors, Spec, "replicas", spec.Replicas);
        FieldChecks.NonNegative(errors, Spec, "minReadySeconds", spec.MinReadySeconds);
        FieldChecks.NonNegative(errors, Spec.Child("ordinals"), "start", spec.Ordinals?.Start ?? 0);
        WorkloadChecks.SelectorAndTemplate(errors, spec.Selector, WithClaimedVolumes(spec), "statefulset", "StatefulSet");
    }

    /// <summary>The template as its pods will be: with a volume for each claim template.</summary>
    private static PodTemplateSpec WithClaimedVolumes(StatefulSetSpec spec)
    {
        var volumes = spec.Template.Spec.Volumes;
        foreach (var claim in spec.VolumeClaimTemplates)
        {
            var name = claim.Metadata.Name;
            if (name.Length > 0 && volumes.FindIndex(volume => volume.Name == name) < 0)
            {
                volumes = volumes.Add(new Volume { Name = name, PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = name } });
            }
        }

        return spec.Template with { Spec = spec.Template.Spec with { Volumes = volumes } };
    }

    private static void UpdateStrategy(ErrorList errors, FieldPath path, StatefulSetUpdateStrategy strategy)
    {
        switch (strategy.Type)
        {
            case "":
                errors.Required(path, "");
                break;
            case "OnDelete":
                if (strategy.RollingUpdate is not null)
                {
                    errors.Invalid(path.Child("rollingUpdate"), "{}", "only allowed for updateStrategy 'RollingUpdate'");
                }

                break;
            case "RollingUpdate":
                if (strategy.RollingUpdate is { } rolling)
                {
                    RollingUpdate(errors, path.Child("rollingUpdate"), rolling);
                }

                break;
            default:
                errors.Invalid(
                    path, ValueText.Struct(("type", ErrorList.Quote(strategy.Type))), "must be 'RollingUpdate' or 'OnDelete'");
                break;
        }
    }

    private static void RollingUpdate(ErrorList errors, FieldPath path, RollingUpdateStatefulSetStrategy rolling)
    {
        FieldChecks.NonNegative(errors, path, "partition", rolling.Partition);
        if (rolling.MaxUnavailable is not { } unavailable)
        {
            return;
        }

        WorkloadChecks.IntOrPercent(errors, path, "maxUnavailable", unavailable);
        if (WorkloadChecks.IsZero(unavailable))
        {
            errors.Invalid(
                path.Child("maxUnavailable"), unavailable.IsString ? ErrorList.Quote(unavailable.StringValue) : "0", "cannot be 0");
        }

        WorkloadChecks.NotMoreThanAll(errors, path, "maxUnavailable", unavailable);
    }
}
