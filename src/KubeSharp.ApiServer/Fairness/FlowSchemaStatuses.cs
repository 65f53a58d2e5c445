using KubeSharp.Api;
using KubeSharp.Api.Flowcontrol.V1;

namespace KubeSharp.ApiServer.Fairness;

/// <summary>The Dangling condition of FlowSchemas: whether their level exists.</summary>
internal static class FlowSchemaStatuses
{
    private const string Dangling = "Dangling";

    /// <returns>The same instance if it says so already.</returns>
    public static FlowSchema With(FlowSchema schema, bool isDangling, DateTimeOffset now)
    {
        var status = isDangling ? "True" : "False";
        var conditions = schema.Status.Conditions;
        if (conditions.Any(condition => condition.Type == Dangling && condition.Status == status))
        {
            return schema;
        }

        var level = schema.Spec.PriorityLevelConfiguration.Name;
        var next = new FlowSchemaCondition
        {
            Type = Dangling,
            Status = status,
            LastTransitionTime = new Time(now),
            Reason = isDangling ? "NotFound" : "Found",
            Message = $"This FlowSchema references the PriorityLevelConfiguration object named \"{level}\" "
                + (isDangling ? "but there is no such object" : "and it exists"),
        };
        ApiList<FlowSchemaCondition> changed = [.. conditions.Where(static condition => condition.Type != Dangling), next];
        return schema with { Status = schema.Status with { Conditions = changed } };
    }
}
