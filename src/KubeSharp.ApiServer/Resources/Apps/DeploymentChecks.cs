using KubeSharp.Api.Apps.V1;
using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Apps;

/// <summary>Deployments.</summary>
internal static class DeploymentChecks
{
    private static readonly FieldPath Spec = WorkloadChecks.Spec;

    public static void Validate(ErrorList errors, Deployment value)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        ValidateSpec(errors, value.Spec);
    }

    public static void ValidateUpdate(ErrorList errors, Deployment value, Deployment old)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ValidateSpec(errors, value.Spec);
        WorkloadChecks.SelectorUnchanged(errors, value.Spec.Selector, old.Spec.Selector);
    }

    public static void ValidateStatusUpdate(ErrorList errors, Deployment value, Deployment old)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        var status = value.Status;
        var path = WorkloadChecks.Status;
        FieldChecks.NonNegative(errors, path, "observedGeneration", status.ObservedGeneration);
        FieldChecks.NonNegative(errors, path, "replicas", status.Replicas);
        FieldChecks.NonNegative(errors, path, "updatedReplicas", status.UpdatedReplicas);
        FieldChecks.NonNegative(errors, path, "readyReplicas", status.ReadyReplicas);
        FieldChecks.NonNegative(errors, path, "availableReplicas", status.AvailableReplicas);
        FieldChecks.NonNegative(errors, path, "unavailableReplicas", status.UnavailableReplicas);
        const string Message = "cannot be greater than status.replicas";
        ReplicaStatusChecks.AtMost(errors, "updatedReplicas", status.UpdatedReplicas, status.Replicas, Message);
        ReplicaStatusChecks.AtMost(errors, "readyReplicas", status.ReadyReplicas, status.Replicas, Message);
        ReplicaStatusChecks.AtMost(errors, "availableReplicas", status.AvailableReplicas, status.Replicas, Message);
        ReplicaStatusChecks.AtMost(errors, "availableReplicas", status.AvailableReplicas, status.ReadyReplicas, "cannot be greater than readyReplicas");
        WorkloadChecks.CollisionCount(errors, status.CollisionCount, old.Status.CollisionCount);
    }

    private static void ValidateSpec(ErrorList errors, DeploymentSpec spec)
    {
        FieldChecks.NonNegative(errors, Spec, "replicas", spec.Replicas);
        WorkloadChecks.SelectorAndTemplate(errors, spec.Selector, spec.Template, "deployment", "ReplicaSet");
        Strategy(errors, spec.Strategy);
        FieldChecks.NonNegative(errors, Spec, "minReadySeconds", spec.MinReadySeconds);
        FieldChecks.NonNegative(errors, Spec, "revisionHistoryLimit", spec.RevisionHistoryLimit);
        if (spec.ProgressDeadlineSeconds is { } deadline)
        {
            FieldChecks.NonNegative(errors, Spec, "progressDeadlineSeconds", deadline);
            if (deadline <= spec.MinReadySeconds)
            {
                errors.InvalidNumber(Spec.Child("progressDeadlineSeconds"), deadline, "must be greater than minReadySeconds");
            }
        }
    }

    private static void Strategy(ErrorList errors, DeploymentStrategy strategy)
    {
        var path = Spec.Child("strategy");
        switch (strategy.Type)
        {
            case "Recreate":
                if (strategy.RollingUpdate is not null)
                {
                    errors.Forbidden(path.Child("rollingUpdate"), "may not be specified when strategy `type` is 'Recreate'");
                }

                break;
            case "RollingUpdate":
                if (strategy.RollingUpdate is { } rolling)
                {
                    RollingUpdate(errors, path.Child("rollingUpdate"), rolling);
                }
                else
                {
                    errors.Required(path.Child("rollingUpdate"), "this should be defaulted and never be nil");
                }

                break;
            default:
                errors.NotSupportedText(path, strategy.Type, "Recreate", "RollingUpdate");
                break;
        }
    }

    private static void RollingUpdate(ErrorList errors, FieldPath path, RollingUpdateDeployment rolling)
    {
        var unavailable = rolling.MaxUnavailable ?? 0;
        var surge = rolling.MaxSurge ?? 0;
        WorkloadChecks.IntOrPercent(errors, path, "maxUnavailable", unavailable);
        WorkloadChecks.IntOrPercent(errors, path, "maxSurge", surge);
        if (WorkloadChecks.IsZero(unavailable) && WorkloadChecks.IsZero(surge))
        {
            errors.Invalid(
                path.Child("maxUnavailable"),
                unavailable.IsString ? ErrorList.Quote(unavailable.StringValue) : "0",
                "may not be 0 when `maxSurge` is 0");
        }

        WorkloadChecks.NotMoreThanAll(errors, path, "maxUnavailable", unavailable);
    }
}
