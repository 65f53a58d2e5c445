using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Expectations;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;
using KubeSharp.Controllers.Workloads.Revisions;

namespace KubeSharp.Controllers.Workloads.DaemonSets;

/// <summary>Keeps one pod of each daemon set on every node that it is meant for.</summary>
internal sealed class DaemonSetController : Controller<NamespacedName>
{
    private readonly Store<DaemonSet> _sets;
    private readonly Store<Pod> _pods;
    private readonly Store<Node> _nodes;
    private readonly PodExpectations _expectations;
    private readonly IEventRecorder _events;
    private readonly DaemonPods _daemons;
    private readonly DaemonSetRevisions _revisions;
    private readonly NodePlan _plan;

    public DaemonSetController(ControllerContext context)
        : base("daemonset-controller", context, context.Options.ConcurrentDaemonSetSyncs, queue: "daemonset")
    {
        _expectations = new PodExpectations(context.Time);
        _events = context.Events("daemonset-controller");
        _daemons = new DaemonPods(new PodControl(context.Client, _events), _expectations);
        _plan = new NodePlan(_events, new FailedPodBackoff(context.Time));
        var sets = context.Informer<DaemonSet>();
        sets.AddHandler(new InformerHandler<DaemonSet>
        {
            Added = Enqueue,
            Updated = (_, set) => Enqueue(set),
            Deleted = set =>
            {
                _expectations.Forget(NamespacedName.Of(set));
                Enqueue(set);
            },
        });
        _sets = sets.Store;
        var revisions = context.Informer<ControllerRevision>().OnAny(RevisionChanged);
        _revisions = new DaemonSetRevisions(context.Client, new RevisionHistory(context.Client, revisions.Store, DaemonPodTemplate.HashLabel));
        var pods = new OwnedPodEvents<DaemonSet>(Queue, _sets)
        {
            Selects = static (set, labels) => LabelSelectors.Matches(set.Spec.Selector, labels),
            MinReadySeconds = static set => set.Spec.MinReadySeconds,
            Expectations = _expectations,
        };
        _pods = pods.Follow(context.Informer<Pod>());
        var nodes = context.Informer<Node>();
        nodes.AddHandler(new InformerHandler<Node> { Added = NodeAdded, Updated = NodeUpdated, Deleted = _ => EnqueueAll() });
        _nodes = nodes.Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_sets.Get(key) is not { } set)
        {
            _expectations.Forget(key);
            return;
        }

        if (set.Spec.Selector is not { } selector || (selector.MatchLabels.Count == 0 && selector.MatchExpressions.Count == 0))
        {
            _events.Record(set, "Warning", "SelectingAll", "This daemon set is selecting all pods. A non-empty selector is required.");
            return;
        }

        if (set.Metadata.DeletionTimestamp is not null)
        {
            return;
        }

        var mayAct = _expectations.AreSatisfied(key);
        var pods = await ClaimAsync(set, cancellationToken).ConfigureAwait(false);
        var (current, old, collisions) = await _revisions.ResolveAsync(set, pods, cancellationToken).ConfigureAwait(false);
        var hash = current.Metadata.Labels.GetValueOrDefault(DaemonPodTemplate.HashLabel) ?? "";
        var view = new DaemonView(set, _nodes.List(), pods, hash, Time.GetUtcNow());
        var failure = mayAct ? await ActAsync(key, view, cancellationToken).ConfigureAwait(false) : null;
        if (failure is null && mayAct)
        {
            await _revisions.CleanUpAsync(set, old, pods, cancellationToken).ConfigureAwait(false);
        }

        await ReportAsync(view, collisions, cancellationToken).ConfigureAwait(false);
        if (failure is not null)
        {
            throw failure;
        }
    }

    private async Task<Exception?> ActAsync(NamespacedName key, DaemonView view, CancellationToken cancellationToken)
    {
        var (create, delete) = _plan.Make(view, wait => Queue.AddAfter(key, wait));
        if (await _daemons.ChangeAsync(view.Set, view.Hash, create, delete, cancellationToken).ConfigureAwait(false) is { } failure)
        {
            return failure;
        }

        // What is under way has to be seen before an update takes more away.
        if (create.Count > 0 || delete.Count > 0 || view.Set.Spec.UpdateStrategy.Type != DaemonSetUpdateStrategyType.RollingUpdateDaemonSetStrategyType)
        {
            return null;
        }

        (create, delete) = DaemonRollingUpdate.Step(view);
        return await _daemons.ChangeAsync(view.Set, view.Hash, create, delete, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ReportAsync(DaemonView view, int? collisions, CancellationToken cancellationToken)
    {
        var status = DaemonCounts.Of(view) with { CollisionCount = collisions };
        if (!status.Equals(view.Set.Status))
        {
            try
            {
                await Client.UpdateStatusAsync(view.Set with { Status = status }, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (ApiException gone) when (gone.IsNotFound)
            {
                // Deleted meanwhile.
            }
        }

        if (view.Set.Spec.MinReadySeconds > 0 && status.NumberReady != status.NumberAvailable)
        {
            Queue.AddAfter(NamespacedName.Of(view.Set), TimeSpan.FromSeconds(view.Set.Spec.MinReadySeconds));
        }
    }

    private ValueTask<List<Pod>> ClaimAsync(DaemonSet set, CancellationToken cancellationToken) => new Claims<Pod>(Client, set).ClaimAsync(
        PodsByOwner.OwnedOrOrphaned(_pods, set.Metadata.UID, set.Metadata.Namespace),
        pod => LabelSelectors.Matches(set.Spec.Selector, pod.Metadata.Labels),
        async token => await Client.FindAsync<DaemonSet>(set.Metadata.Namespace, set.Metadata.Name, token).ConfigureAwait(false),
        cancellationToken);

    private void Enqueue(DaemonSet set) => Queue.Add(NamespacedName.Of(set));

    private void EnqueueAll()
    {
        foreach (var set in _sets.List())
        {
            Enqueue(set);
        }
    }

    private void NodeAdded(Node node)
    {
        foreach (var set in _sets.List())
        {
            if (NodeFit.Of(DaemonPodTemplate.Of(set), node).ShouldRun)
            {
                Enqueue(set);
            }
        }
    }

    /// <summary>Heartbeats are many; only labels, taints and the mark of being unschedulable decide about daemons.</summary>
    private void NodeUpdated(Node old, Node node)
    {
        if (old.Metadata.Labels == node.Metadata.Labels && old.Spec.Taints == node.Spec.Taints)
        {
            return;
        }

        foreach (var set in _sets.List())
        {
            var template = DaemonPodTemplate.Of(set);
            if (NodeFit.Of(template, old) != NodeFit.Of(template, node))
            {
                Enqueue(set);
            }
        }
    }

    private void RevisionChanged(ControllerRevision revision)
    {
        if (ControllerRefs.OwnerOf<DaemonSet>(revision) is { } owner)
        {
            Queue.Add(owner);
        }
    }
}
