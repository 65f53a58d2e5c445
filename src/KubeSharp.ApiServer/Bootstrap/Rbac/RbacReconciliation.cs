using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Authorization.Rbac;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>
/// What a stored default object becomes at start: missing rules, subjects and labels are added; what somebody added is kept. The
/// annotation autoupdate=false opts out.
/// </summary>
internal static class RbacReconciliation
{
    public static ClusterRole Merge(ClusterRole stored, ClusterRole wanted)
    {
        if (OptsOut(stored.Metadata))
        {
            return stored;
        }

        return stored with
        {
            Metadata = Merge(stored.Metadata, wanted.Metadata),
            AggregationRule = wanted.AggregationRule ?? stored.AggregationRule,
            Rules = wanted.AggregationRule is null ? Merge(stored.Rules, wanted.Rules) : stored.Rules,
        };
    }

    public static Role Merge(Role stored, Role wanted) => OptsOut(stored.Metadata)
        ? stored
        : stored with { Metadata = Merge(stored.Metadata, wanted.Metadata), Rules = Merge(stored.Rules, wanted.Rules) };

    public static ClusterRoleBinding Merge(ClusterRoleBinding stored, ClusterRoleBinding wanted) => OptsOut(stored.Metadata)
        ? stored
        : stored with
        {
            Metadata = Merge(stored.Metadata, wanted.Metadata),
            RoleRef = wanted.RoleRef,
            Subjects = Merge(stored.Subjects, wanted.Subjects),
        };

    public static RoleBinding Merge(RoleBinding stored, RoleBinding wanted) => OptsOut(stored.Metadata)
        ? stored
        : stored with
        {
            Metadata = Merge(stored.Metadata, wanted.Metadata),
            RoleRef = wanted.RoleRef,
            Subjects = Merge(stored.Subjects, wanted.Subjects),
        };

    /// <summary>The rules of every role that one of the selectors picks, each once, in the order of the roles' names.</summary>
    public static ApiList<PolicyRule> Aggregate(ClusterRole role, IEnumerable<ClusterRole> all)
    {
        var rules = new List<PolicyRule>();
        foreach (var candidate in all.OrderBy(candidate => candidate.Metadata.Name, StringComparer.Ordinal))
        {
            if (candidate.Metadata.Name != role.Metadata.Name && IsSelected(role.AggregationRule!, candidate))
            {
                rules.AddRange(candidate.Rules.Where(rule => !rules.Contains(rule)));
            }
        }

        return [.. rules];
    }

    private static bool IsSelected(AggregationRule aggregation, ClusterRole candidate)
    {
        foreach (var selector in aggregation.ClusterRoleSelectors)
        {
            if (LabelSelectors.Matches(selector, candidate.Metadata.Labels))
            {
                return true;
            }
        }

        return false;
    }

    private static bool OptsOut(ObjectMeta metadata) => metadata.Annotations.GetValueOrDefault(RbacObjects.AutoUpdateAnnotation) == "false";

    private static ObjectMeta Merge(ObjectMeta stored, ObjectMeta wanted)
    {
        var labels = stored.Labels;
        foreach (var (key, value) in wanted.Labels)
        {
            labels = labels.Set(key, value);
        }

        var annotations = stored.Annotations;
        foreach (var (key, value) in wanted.Annotations)
        {
            annotations = annotations.ContainsKey(key) ? annotations : annotations.Set(key, value);
        }

        return stored with { Labels = labels, Annotations = annotations };
    }

    private static ApiList<PolicyRule> Merge(ApiList<PolicyRule> stored, ApiList<PolicyRule> wanted)
    {
        var missing = RuleCover.Missing(stored, wanted);
        return missing.Count == 0 ? stored : stored.AddRange(missing);
    }

    private static ApiList<Subject> Merge(ApiList<Subject> stored, ApiList<Subject> wanted)
    {
        var missing = wanted.Where(subject => !stored.Contains(subject)).ToList();
        return missing.Count == 0 ? stored : stored.AddRange(missing);
    }
}
