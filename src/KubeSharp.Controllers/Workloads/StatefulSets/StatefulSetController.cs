using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Expectations;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;
using KubeSharp.Controllers.Workloads.Revisions;

namespace KubeSharp.Controllers.Workloads.StatefulSets;

/// <summary>Keeps pods with lasting names and volumes.</summary>
internal sealed class StatefulSetController : Controller<NamespacedName>
{
    private readonly Store<StatefulSet> _sets;
    private readonly Store<Pod> _pods;
    private readonly PodExpectations _expectations;
    private readonly StatefulSetRevisions _revisions;
    private readonly StatefulScaling _scaling;
    private readonly StatefulRollingUpdate _rolling;

    public StatefulSetController(ControllerContext context)
        : base("statefulset-controller", context, context.Options.ConcurrentSyncs, queue: "statefulset")
    {
        _expectations = new PodExpectations(context.Time);
        _sets = context.Informer<StatefulSet>().OnAny(Enqueue).Store;
        var revisions = context.Informer<ControllerRevision>();
        _revisions = new StatefulSetRevisions(new RevisionHistory(context.Client, revisions.Store, "controller.kubernetes.io/hash"));
        var claims = context.Informer<PersistentVolumeClaim>();
        claims.AddHandler(new InformerHandler<PersistentVolumeClaim> { Deleted = ClaimDeleted });
        var events = context.Events("statefulset-controller");
        var control = new StatefulPods(context.Client, new StatefulClaims(context.Client, claims.Store, events), _expectations, events);
        _scaling = new StatefulScaling(control);
        _rolling = new StatefulRollingUpdate(control);
        var pods = new OwnedPodEvents<StatefulSet>(Queue, _sets)
        {
            Selects = static (set, labels) => LabelSelectors.Matches(set.Spec.Selector, labels),
            MinReadySeconds = static set => set.Spec.MinReadySeconds,
            Expectations = _expectations,
        };
        _pods = pods.Follow(context.Informer<Pod>());
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_sets.Get(key) is not { } set || set.Spec.Selector is null)
        {
            _expectations.Forget(key);
            return;
        }

        var mayAct = _expectations.AreSatisfied(key);
        var pods = await ClaimAsync(set, cancellationToken).ConfigureAwait(false);
        var revisions = await _revisions.ResolveAsync(set, cancellationToken).ConfigureAwait(false);
        var view = new StatefulView(set, revisions, pods, Time.GetUtcNow());
        try
        {
            if (mayAct && set.Metadata.DeletionTimestamp is null)
            {
                await ActAsync(view, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await ReportAsync(view, cancellationToken).ConfigureAwait(false);
        }

        await _revisions.CleanUpAsync(set, revisions, pods, cancellationToken).ConfigureAwait(false);
        if (set.Spec.MinReadySeconds > 0 && StatefulCounts.Of(view).AvailableReplicas != set.Replicas())
        {
            Queue.AddAfter(key, TimeSpan.FromSeconds(set.Spec.MinReadySeconds));
        }
    }

    private async ValueTask ActAsync(StatefulView view, CancellationToken cancellationToken)
    {
        if (await _scaling.GrowAsync(view, cancellationToken).ConfigureAwait(false)
            && await _scaling.ShrinkAsync(view, cancellationToken).ConfigureAwait(false))
        {
            await _rolling.StepAsync(view, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask ReportAsync(StatefulView view, CancellationToken cancellationToken)
    {
        var status = StatefulCounts.Of(view);
        if (status.Equals(view.Set.Status))
        {
            return;
        }

        try
        {
            await Client.UpdateStatusAsync(view.Set with { Status = status }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // Deleted meanwhile.
        }
    }

    private ValueTask<List<Pod>> ClaimAsync(StatefulSet set, CancellationToken cancellationToken) => new Claims<Pod>(Client, set).ClaimAsync(
        PodsByOwner.OwnedOrOrphaned(_pods, set.Metadata.UID, set.Metadata.Namespace),
        pod => LabelSelectors.Matches(set.Spec.Selector, pod.Metadata.Labels) && StatefulIdentity.Ordinal(set, pod) >= 0,
        async token => await Client.FindAsync<StatefulSet>(set.Metadata.Namespace, set.Metadata.Name, token).ConfigureAwait(false),
        cancellationToken);

    private void Enqueue(StatefulSet set) => Queue.Add(NamespacedName.Of(set));

    /// <summary>A pod may be waiting for a claim of its name to be gone.</summary>
    private void ClaimDeleted(PersistentVolumeClaim claim)
    {
        foreach (var set in _sets.List(claim.Metadata.Namespace))
        {
            if (set.Spec.VolumeClaimTemplates.FindIndex(template =>
                claim.Metadata.Name.StartsWith($"{template.Metadata.Name}-{set.Metadata.Name}-", StringComparison.Ordinal)) >= 0)
            {
                Enqueue(set);
            }
        }
    }
}
