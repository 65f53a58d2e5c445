using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Workloads.ReplicaSets;

/// <summary>Keeps the pods of ReplicationControllers.</summary>
internal sealed class ReplicationControllerController(ControllerContext context) : ReplicaController<ReplicationController>(
    "replicationcontroller-controller",
    "replicationmanager",
    "replication-controller",
    context)
{
    protected override int Replicas(ReplicationController owner) => owner.Spec.Replicas ?? 1;

    protected override int MinReadySeconds(ReplicationController owner) => owner.Spec.MinReadySeconds;

    protected override PodTemplateSpec Template(ReplicationController owner) => owner.Spec.Template ?? new PodTemplateSpec();

    protected override bool Selects(ReplicationController owner, ApiMap<string> labels)
    {
        foreach (var (key, value) in owner.Spec.Selector)
        {
            if (!labels.TryGetValue(key, out var actual) || actual != value)
            {
                return false;
            }
        }

        return owner.Spec.Selector.Count > 0;
    }

    protected override ReplicaFailure? FailureOf(ReplicationController owner)
    {
        foreach (var condition in owner.Status.Conditions)
        {
            if (condition.Type == ReplicationControllerConditionType.ReplicationControllerReplicaFailure)
            {
                return new ReplicaFailure(condition.Reason, condition.Message);
            }
        }

        return null;
    }

    protected override ReplicationController WithState(ReplicationController owner, ReplicaState state) => owner with
    {
        Status = owner.Status with
        {
            Replicas = state.Replicas,
            FullyLabeledReplicas = state.FullyLabeledReplicas,
            ReadyReplicas = state.ReadyReplicas,
            AvailableReplicas = state.AvailableReplicas,
            ObservedGeneration = state.ObservedGeneration,
            Conditions = WithFailure(owner.Status.Conditions, state.Failure),
        },
    };

    private ApiList<ReplicationControllerCondition> WithFailure(ApiList<ReplicationControllerCondition> conditions, ReplicaFailure? failure)
    {
        const string Type = ReplicationControllerConditionType.ReplicationControllerReplicaFailure;
        var index = conditions.FindIndex(static condition => condition.Type == Type);
        if (failure is null)
        {
            return index < 0 ? conditions : conditions.RemoveAt(index);
        }

        if (index >= 0 && conditions[index].Reason == failure.Reason)
        {
            return conditions;
        }

        return conditions.RemoveAll(static condition => condition.Type == Type).Add(new ReplicationControllerCondition
        {
            Type = Type,
            Status = ConditionStatus.ConditionTrue,
            Reason = failure.Reason,
            Message = failure.Message,
            LastTransitionTime = Context.Now(),
        });
    }
}
