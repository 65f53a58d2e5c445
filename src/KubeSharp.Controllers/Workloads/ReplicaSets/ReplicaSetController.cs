using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.ReplicaSets;

/// <summary>Keeps the pods of ReplicaSets.</summary>
internal sealed class ReplicaSetController : ReplicaController<ReplicaSet>
{
    private readonly Store<Pod> _pods;

    public ReplicaSetController(ControllerContext context)
        : base("replicaset-controller", "replicaset", "replicaset-controller", context) => _pods = context.Informer<Pod>().Store;

    protected override int Replicas(ReplicaSet owner) => owner.Spec.Replicas ?? 1;

    protected override int MinReadySeconds(ReplicaSet owner) => owner.Spec.MinReadySeconds;

    protected override PodTemplateSpec Template(ReplicaSet owner) => owner.Spec.Template;

    protected override bool Selects(ReplicaSet owner, ApiMap<string> labels) => LabelSelectors.Matches(owner.Spec.Selector, labels);

    protected override ReplicaFailure? FailureOf(ReplicaSet owner)
    {
        foreach (var condition in owner.Status.Conditions)
        {
            if (condition.Type == ReplicaSetConditionType.ReplicaSetReplicaFailure)
            {
                return new ReplicaFailure(condition.Reason, condition.Message);
            }
        }

        return null;
    }

    /// <summary>Pods of the other sets of the same deployment count too, so that a rollout leaves the pods spread.</summary>
    protected override Func<Pod, int> CrowdOf(ReplicaSet owner, IReadOnlyList<Pod> pods)
    {
        if (ControllerRefs.Of(owner) is not { } deployment)
        {
            return Crowd.Of(pods);
        }

        var related = Owners.List(owner.Metadata.Namespace)
            .Where(set => ControllerRefs.Of(set)?.UID == deployment.UID)
            .SelectMany(set => PodsByOwner.Owned(_pods, set.Metadata.UID));
        return Crowd.Of(related);
    }

    protected override ReplicaSet WithState(ReplicaSet owner, ReplicaState state) => owner with
    {
        Status = owner.Status with
        {
            Replicas = state.Replicas,
            FullyLabeledReplicas = state.FullyLabeledReplicas,
            ReadyReplicas = state.ReadyReplicas,
            AvailableReplicas = state.AvailableReplicas,
            TerminatingReplicas = state.TerminatingReplicas,
            ObservedGeneration = state.ObservedGeneration,
            Conditions = WithFailure(owner.Status.Conditions, state.Failure),
        },
    };

    private ApiList<ReplicaSetCondition> WithFailure(ApiList<ReplicaSetCondition> conditions, ReplicaFailure? failure)
    {
        const string Type = ReplicaSetConditionType.ReplicaSetReplicaFailure;
        var index = conditions.FindIndex(static condition => condition.Type == Type);
        if (failure is null)
        {
            return index < 0 ? conditions : conditions.RemoveAt(index);
        }

        if (index >= 0 && conditions[index].Reason == failure.Reason)
        {
            return conditions;
        }

        return conditions.RemoveAll(static condition => condition.Type == Type).Add(new ReplicaSetCondition
        {
            Type = Type,
            Status = ConditionStatus.ConditionTrue,
            Reason = failure.Reason,
            Message = failure.Message,
            LastTransitionTime = Context.Now(),
        });
    }
}
