using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;

namespace KubeSharp.ApiServer.CustomResources.Definitions;

/// <summary>The conditions of a definition.</summary>
internal static class DefinitionConditions
{
    /// <summary>Set while the objects of a deleted definition are being deleted.</summary>
    public const string CleanupFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    public static CustomResourceDefinition With(
        CustomResourceDefinition definition, string type, bool status, string reason, string message, DateTimeOffset now)
    {
        var conditions = definition.Status.Conditions;
        var next = new CustomResourceDefinitionCondition
        {
            Type = type,
            Status = status ? "True" : "False",
            Reason = reason,
            Message = message,
            LastTransitionTime = new Time(now),
        };
        var index = conditions.FindIndex(condition => condition.Type == type);
        if (index >= 0 && conditions[index].Status == next.Status)
        {
            next = next with { LastTransitionTime = conditions[index].LastTransitionTime };
        }

        if (index >= 0 && conditions[index] == next)
        {
            return definition;
        }

        ApiList<CustomResourceDefinitionCondition> changed = index < 0
            ? conditions.Add(next)
            : [.. conditions.Select((condition, i) => i == index ? next : condition)];
        return definition with { Status = definition.Status with { Conditions = changed } };
    }
}
