using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>spec.topologySpreadConstraints.</summary>
internal static class TopologySpreadChecks
{
    public static void Validate(ErrorList errors, FieldPath spec, ApiList<TopologySpreadConstraint> constraints)
    {
        for (var i = 0; i < constraints.Count; i++)
        {
            var constraint = constraints[i];
            var path = spec.Child("topologySpreadConstraints").Index(i);
            if (constraint.MaxSkew <= 0)
            {
                errors.InvalidNumber(path.Child("maxSkew"), constraint.MaxSkew, FieldChecks.NotPositive);
            }

            if (constraint.TopologyKey.Length == 0)
            {
                errors.Required(path.Child("topologyKey"), "can not be empty");
            }

            FieldChecks.OneOf(errors, path, "whenUnsatisfiable", constraint.WhenUnsatisfiable, "DoNotSchedule", "ScheduleAnyway");
            for (var j = i + 1; j < constraints.Count; j++)
            {
                if (constraints[j].TopologyKey == constraint.TopologyKey && constraints[j].WhenUnsatisfiable == constraint.WhenUnsatisfiable)
                {
                    errors.DuplicateText(
                        path.Child("{topologyKey, whenUnsatisfiable}"), $"{{{constraint.TopologyKey}, {constraint.WhenUnsatisfiable}}}");
                    break;
                }
            }

            MinDomains(errors, path, constraint);
            Policy(errors, path, "nodeAffinityPolicy", constraint.NodeAffinityPolicy);
            Policy(errors, path, "nodeTaintsPolicy", constraint.NodeTaintsPolicy);
            MatchLabelKeys(errors, path, constraint);
            LabelSelectorChecks.Validate(errors, path, "labelSelector", constraint.LabelSelector);
        }
    }

    private static void MinDomains(ErrorList errors, FieldPath path, TopologySpreadConstraint constraint)
    {
        if (constraint.MinDomains is not { } domains)
        {
            return;
        }

        if (domains <= 0)
        {
            errors.InvalidNumber(path.Child("minDomains"), domains, FieldChecks.NotPositive);
        }

        if (constraint.WhenUnsatisfiable != "DoNotSchedule")
        {
            errors.InvalidNumber(
                path.Child("minDomains"),
                domains,
                $"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {constraint.WhenUnsatisfiable}");
        }
    }

    private static void Policy(ErrorList errors, FieldPath path, string field, string? policy)
    {
        if (policy is not null)
        {
            FieldChecks.OneOf(errors, path, field, policy, "Honor", "Ignore");
        }
    }

    private static void MatchLabelKeys(ErrorList errors, FieldPath path, TopologySpreadConstraint constraint)
    {
        var keys = constraint.MatchLabelKeys;
        if (keys.Count == 0)
        {
            return;
        }

        var list = path.Child("matchLabelKeys");
        if (constraint.LabelSelector is null)
        {
            errors.Forbidden(list, "must not be specified when labelSelector is not set");
        }

        for (var i = 0; i < keys.Count; i++)
        {
            var key = keys[i];
            NameChecks.QualifiedName(errors, list.Index(i), null, key);
            if (constraint.LabelSelector is not { } selector)
            {
                continue;
            }

            // The selector already holds one expression made from the key itself.
            var uses = selector.MatchLabels.ContainsKey(key) ? 1 : 0;
            foreach (var expression in selector.MatchExpressions)
            {
                uses += expression.Key == key ? 1 : 0;
            }

            if (uses > 1)
            {
                errors.InvalidText(list.Index(i), key, "exists in both matchLabelKeys and labelSelector");
            }
        }
    }
}
