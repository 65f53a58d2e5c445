using KubeSharp.Api.Autoscaling.V2;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Autoscaling;

/// <summary>The spec of an autoscaler.</summary>
internal static class HorizontalPodAutoscalerChecks
{
    private const int MaxPeriodSeconds = 1800;
    private const int MaxWindowSeconds = 3600;

    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public static void Validate(ErrorList errors, HorizontalPodAutoscalerSpec spec)
    {
        if (spec.MinReplicas is { } min)
        {
            if (min < 1)
            {
                errors.InvalidNumber(Spec.Child("minReplicas"), min, "must be greater than or equal to 1");
            }

            if (spec.MaxReplicas < min)
            {
                errors.InvalidNumber(Spec.Child("maxReplicas"), spec.MaxReplicas, "must be greater than or equal to `minReplicas`");
            }
        }

        if (spec.MaxReplicas < 1)
        {
            errors.InvalidNumber(Spec.Child("maxReplicas"), spec.MaxReplicas, "must be greater than 0");
        }

        Reference(errors, Spec.Child("scaleTargetRef"), spec.ScaleTargetRef);
        if (spec.MinReplicas == 0 && !spec.Metrics.Any(metric => metric.Object is not null || metric.External is not null))
        {
            errors.Forbidden(Spec.Child("metrics"), "must specify at least one Object or External metric to support scaling to zero replicas");
        }

        for (var i = 0; i < spec.Metrics.Count; i++)
        {
            Metric(errors, Spec.Child("metrics").Index(i), spec.Metrics[i]);
        }

        if (spec.Behavior is { } behavior)
        {
            Rules(errors, Spec.Child("behavior").Child("scaleUp"), behavior.ScaleUp);
            Rules(errors, Spec.Child("behavior").Child("scaleDown"), behavior.ScaleDown);
        }
    }

    private static void Reference(ErrorList errors, FieldPath path, CrossVersionObjectReference reference)
    {
        Segment(errors, path, "kind", reference.Kind);
        Segment(errors, path, "name", reference.Name);
    }

    private static void Segment(ErrorList errors, FieldPath path, string field, string value)
    {
        FieldChecks.Required(errors, path, field, value);
        if (value.Length > 0)
        {
            ObjectNames.Check(errors, path, field, value, NameRule.PathSegment);
        }
    }

    private static void Metric(ErrorList errors, FieldPath path, MetricSpec metric)
    {
        FieldChecks.RequiredOneOf(errors, path, "type", metric.Type, "ContainerResource", "External", "Object", "Pods", "Resource");
        var (field, present) = metric.Type switch
        {
            "Object" => ("object", metric.Object is not null),
            "Pods" => ("pods", metric.Pods is not null),
            "Resource" => ("resource", metric.Resource is not null),
            "External" => ("external", metric.External is not null),
            "ContainerResource" => ("containerResource", metric.ContainerResource is not null),
            _ => ("", true),
        };
        if (!present)
        {
            errors.Required(path.Child(field), "must populate information for the given metric source");
        }

        if (metric.Object is { } obj)
        {
            Reference(errors, path.Child("object").Child("describedObject"), obj.DescribedObject);
            Target(errors, path.Child("object").Child("target"), obj.Target);
        }

        if (metric.Pods is { } pods)
        {
            Segment(errors, path.Child("pods").Child("metric"), "name", pods.Metric.Name);
            Target(errors, path.Child("pods").Child("target"), pods.Target);
        }

        if (metric.Resource is { } resource)
        {
            FieldChecks.Required(errors, path.Child("resource"), "name", resource.Name);
            ResourceTarget(errors, path.Child("resource").Child("target"), resource.Target);
        }

        if (metric.ContainerResource is { } container)
        {
            FieldChecks.Required(errors, path.Child("containerResource"), "name", container.Name);
            FieldChecks.Required(errors, path.Child("containerResource"), "container", container.Container);
            ResourceTarget(errors, path.Child("containerResource").Child("target"), container.Target);
        }

        if (metric.External is { } external)
        {
            Segment(errors, path.Child("external").Child("metric"), "name", external.Metric.Name);
            Target(errors, path.Child("external").Child("target"), external.Target);
        }
    }

    private static void ResourceTarget(ErrorList errors, FieldPath path, MetricTarget target)
    {
        Target(errors, path, target);
        if (target is { AverageUtilization: null, AverageValue: null })
        {
            errors.Required(path.Child("averageUtilization"), "must set either a target raw value or a target utilization");
        }
        else if (target is { AverageUtilization: not null, AverageValue: not null })
        {
            errors.Forbidden(path.Child("averageValue"), "may not set both a target raw value and a target utilization");
        }
    }

    private static void Target(ErrorList errors, FieldPath path, MetricTarget target)
    {
        FieldChecks.RequiredOneOf(errors, path, "type", target.Type, "Utilization", "Value", "AverageValue");
        if (target.Value is { Sign: <= 0 } value)
        {
            errors.Invalid(path.Child("value"), value.ToString(), "must be positive");
        }

        if (target.AverageValue is { Sign: <= 0 } average)
        {
            errors.Invalid(path.Child("averageValue"), average.ToString(), "must be positive");
        }

        if (target.AverageUtilization is { } utilization and < 1)
        {
            errors.InvalidNumber(path.Child("averageUtilization"), utilization, "must be greater than 0");
        }
    }

    private static void Rules(ErrorList errors, FieldPath path, HPAScalingRules? rules)
    {
        if (rules is null)
        {
            return;
        }

        if (rules.StabilizationWindowSeconds is { } window)
        {
            FieldChecks.NonNegative(errors, path, "stabilizationWindowSeconds", window);
            if (window > MaxWindowSeconds)
            {
                errors.InvalidNumber(path.Child("stabilizationWindowSeconds"), window, $"must be less than or equal to {MaxWindowSeconds}");
            }
        }

        if (rules.SelectPolicy is { } select)
        {
            FieldChecks.OneOf(errors, path, "selectPolicy", select, "Disabled", "Max", "Min");
        }

        if (rules.Policies.Count == 0)
        {
            errors.Required(path.Child("policies"), "must specify at least one Policy");
        }

        for (var i = 0; i < rules.Policies.Count; i++)
        {
            var policy = rules.Policies[i];
            var item = path.Child("policies").Index(i);
            FieldChecks.OneOf(errors, item, "type", policy.Type, "Percent", "Pods");
            if (policy.Value <= 0)
            {
                errors.InvalidNumber(item.Child("value"), policy.Value, FieldChecks.NotPositive);
            }

            if (policy.PeriodSeconds <= 0)
            {
                errors.InvalidNumber(item.Child("periodSeconds"), policy.PeriodSeconds, FieldChecks.NotPositive);
            }

            if (policy.PeriodSeconds > MaxPeriodSeconds)
            {
                errors.InvalidNumber(item.Child("periodSeconds"), policy.PeriodSeconds, $"must be less than or equal to {MaxPeriodSeconds}");
            }
        }
    }
}
