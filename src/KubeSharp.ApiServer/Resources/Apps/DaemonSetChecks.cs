using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Apps;

/// <summary>Daemon sets.</summary>
internal static class DaemonSetChecks
{
    private static readonly FieldPath Spec = WorkloadChecks.Spec;

    public static void Validate(ErrorList errors, DaemonSet value)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        ValidateSpec(errors, value.Spec);
    }

    public static void ValidateUpdate(ErrorList errors, DaemonSet value, DaemonSet old)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ValidateSpec(errors, value.Spec);
        WorkloadChecks.SelectorUnchanged(errors, value.Spec.Selector, old.Spec.Selector);
    }

    public static void ValidateStatusUpdate(ErrorList errors, DaemonSet value, DaemonSet old)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        var status = value.Status;
        var path = WorkloadChecks.Status;
        FieldChecks.NonNegative(errors, path, "currentNumberScheduled", status.CurrentNumberScheduled);
        FieldChecks.NonNegative(errors, path, "numberMisscheduled", status.NumberMisscheduled);
        FieldChecks.NonNegative(errors, path, "desiredNumberScheduled", status.DesiredNumberScheduled);
        FieldChecks.NonNegative(errors, path, "numberReady", status.NumberReady);
        FieldChecks.NonNegative(errors, path, "observedGeneration", status.ObservedGeneration);
        FieldChecks.NonNegative(errors, path, "updatedNumberScheduled", status.UpdatedNumberScheduled);
        FieldChecks.NonNegative(errors, path, "numberAvailable", status.NumberAvailable);
        FieldChecks.NonNegative(errors, path, "numberUnavailable", status.NumberUnavailable);
        WorkloadChecks.CollisionCount(errors, status.CollisionCount, old.Status.CollisionCount);
    }

    private static void ValidateSpec(ErrorList errors, DaemonSetSpec spec)
    {
        LabelSelectorChecks.Validate(errors, Spec, "selector", spec.Selector);
        if (!LabelSelectors.Matches(spec.Selector, spec.Template.Metadata.Labels))
        {
            errors.Invalid(
                Spec.Child("template").Child("metadata").Child("labels"),
                ValueText.Map(spec.Template.Metadata.Labels),
                "`selector` does not match template `labels`");
        }

        if (spec.Selector is { } selector && LabelSelectorChecks.IsEmpty(selector))
        {
            errors.Invalid(Spec.Child("selector"), "{}", "empty selector is invalid for daemonset");
        }

        PodTemplateChecks.Validate(errors, Spec.Child("template"), spec.Template);
        PodTemplateChecks.AlwaysRestarted(errors, Spec.Child("template"), spec.Template.Spec, "DaemonSet");
        FieldChecks.NonNegative(errors, Spec, "minReadySeconds", spec.MinReadySeconds);
        UpdateStrategy(errors, spec.UpdateStrategy);
        FieldChecks.NonNegative(errors, Spec, "revisionHistoryLimit", spec.RevisionHistoryLimit);
    }

    private static void UpdateStrategy(ErrorList errors, DaemonSetUpdateStrategy strategy)
    {
        var path = Spec.Child("updateStrategy");
        if (strategy.Type == "OnDelete")
        {
            return;
        }

        if (strategy.Type != "RollingUpdate")
        {
            errors.NotSupportedText(path, strategy.Type, "RollingUpdate", "OnDelete");
            return;
        }

        var rollingPath = path.Child("rollingUpdate");
        if (strategy.RollingUpdate is not { } rolling)
        {
            errors.Required(rollingPath, "");
            return;
        }

        var unavailable = rolling.MaxUnavailable ?? 0;
        var surge = rolling.MaxSurge ?? 0;
        WorkloadChecks.IntOrPercent(errors, rollingPath, "maxUnavailable", unavailable);
        WorkloadChecks.IntOrPercent(errors, rollingPath, "maxSurge", surge);
        var someUnavailable = !WorkloadChecks.IsZero(unavailable);
        var someSurge = !WorkloadChecks.IsZero(surge);
        if (someUnavailable && someSurge)
        {
            errors.Invalid(
                rollingPath.Child("maxSurge"),
                surge.IsString ? ErrorList.Quote(surge.StringValue) : surge.ToString(),
                "may not be set when maxUnavailable is non-zero");
        }
        else if (!someUnavailable && !someSurge)
        {
            errors.Required(rollingPath.Child("maxUnavailable"), "cannot be 0 when maxSurge is 0");
        }

        WorkloadChecks.NotMoreThanAll(errors, rollingPath, "maxUnavailable", unavailable);
        WorkloadChecks.NotMoreThanAll(errors, rollingPath, "maxSurge", surge);
    }
}
