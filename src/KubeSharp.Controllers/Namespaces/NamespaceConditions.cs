using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Namespaces;

/// <summary>The conditions of a namespace that is being deleted.</summary>
internal static class NamespaceConditions
{
    public static ApiList<NamespaceCondition> With(ApiList<NamespaceCondition> conditions, ContentSummary content, Time now)
    {
        var remaining = content.Remaining.Select(static entry => $"{entry.Key} has {entry.Value} resource instances");
        var finalizers = content.Finalizers.Select(static entry => $"{entry.Key} in {entry.Value} resource instances");
        conditions = Set(conditions, now, NamespaceConditionType.NamespaceDeletionDiscoveryFailure, false, "ResourcesDiscovered", "All resources successfully discovered");
        conditions = Set(conditions, now, NamespaceConditionType.NamespaceDeletionGVParsingFailure, false, "ParsedGroupVersions", "All legacy kube types successfully parsed");
        conditions = content.Failures.Count > 0
            ? Set(conditions, now, NamespaceConditionType.NamespaceDeletionContentFailure, true, "ContentDeletionFailed", string.Join(", ", content.Failures))
            : Set(
                conditions,
                now,
                NamespaceConditionType.NamespaceDeletionContentFailure,
                false,
                "ContentDeleted",
                "All content successfully deleted, may be waiting on finalization");
        conditions = content.Remaining.Count > 0
            ? Set(
                conditions,
                now,
                NamespaceConditionType.NamespaceContentRemaining,
                true,
                "SomeResourcesRemain",
                "Some resources are remaining: " + string.Join(", ", remaining))
            : Set(conditions, now, NamespaceConditionType.NamespaceContentRemaining, false, "ContentRemoved", "All content successfully removed");
        return content.Finalizers.Count > 0
            ? Set(
                conditions,
                now,
                NamespaceConditionType.NamespaceFinalizersRemaining,
                true,
                "SomeFinalizersRemain",
                "Some content in the namespace has finalizers remaining: " + string.Join(", ", finalizers))
            : Set(conditions, now, NamespaceConditionType.NamespaceFinalizersRemaining, false, "ContentHasNoFinalizers", "All content-preserving finalizers finished");
    }

    private static ApiList<NamespaceCondition> Set(
        ApiList<NamespaceCondition> conditions,
        Time now,
        string type,
        bool isTrue,
        string reason,
        string message)
    {
        var fresh = new NamespaceCondition
        {
            Type = type,
            Status = isTrue ? ConditionStatus.ConditionTrue : ConditionStatus.ConditionFalse,
            Reason = reason,
            Message = message,
            LastTransitionTime = now,
        };
        var index = conditions.FindIndex(condition => condition.Type == type);
        if (index < 0)
        {
            return conditions.Add(fresh);
        }

        var old = conditions[index];
        return old.Status == fresh.Status && old.Reason == reason && old.Message == message
            ? conditions
            : conditions.SetItem(index, fresh with { LastTransitionTime = old.Status == fresh.Status ? old.LastTransitionTime : now });
    }
}
