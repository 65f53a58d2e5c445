using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client.Informers;

namespace KubeSharp.Scheduler.Spreading;

/// <summary>
/// The pods that are selected by the same services, and by the same replica set, stateful set or replication controller (KEP-1258).
/// </summary>
internal sealed class InformerSpreadSelectors(InformerFactory factory) : ISpreadSelectors
{
    private readonly Store<Service> _services = factory.Get<Service>().Store;
    private readonly Store<ReplicaSet> _replicaSets = factory.Get<ReplicaSet>().Store;
    private readonly Store<StatefulSet> _statefulSets = factory.Get<StatefulSet>().Store;
    private readonly Store<ReplicationController> _replicationControllers = factory.Get<ReplicationController>().Store;

    public LabelSelector? SelectorOf(Pod pod)
    {
        var labels = default(ApiMap<string>);
        foreach (var service in _services.List(pod.Metadata.Namespace))
        {
            if (service.Spec.Selector.Count > 0 && LabelSelectors.Matches(service.Spec.Selector, pod.Metadata.Labels))
            {
                labels = Merge(labels, service.Spec.Selector);
            }
        }

        var owned = OwnerSelector(pod);
        labels = Merge(labels, owned?.MatchLabels ?? default);
        var expressions = owned?.MatchExpressions ?? default;
        return labels.Count == 0 && expressions.Count == 0 ? null : new LabelSelector { MatchLabels = labels, MatchExpressions = expressions };
    }

    private LabelSelector? OwnerSelector(Pod pod)
    {
        foreach (var owner in pod.Metadata.OwnerReferences)
        {
            if (owner.Controller == true)
            {
                var ns = pod.Metadata.Namespace;
                return owner.Kind switch
                {
                    "ReplicaSet" => _replicaSets.Get(ns, owner.Name)?.Spec.Selector,
                    "StatefulSet" => _statefulSets.Get(ns, owner.Name)?.Spec.Selector,
                    "ReplicationController" => _replicationControllers.Get(ns, owner.Name) is { } controller
                        ? new LabelSelector { MatchLabels = controller.Spec.Selector }
                        : null,
                    _ => null,
                };
            }
        }

        return null;
    }

    private static ApiMap<string> Merge(ApiMap<string> left, ApiMap<string> right) =>
        left.Count == 0 ? right : right.Count == 0 ? left : ApiMap<string>.From(left.Concat(right));
}
