using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.Deployments;

/// <summary>Rolls deployments out over replica sets, and keeps their history.</summary>
internal sealed class DeploymentController : Controller<NamespacedName>
{
    private readonly Store<Deployment> _deployments;
    private readonly Store<ReplicaSet> _sets;
    private readonly Store<Pod> _pods;
    private readonly IEventRecorder _events;
    private readonly NewReplicaSets _newSets;
    private readonly ReplicaSetScaler _scaler;
    private readonly ProportionalScaling _scaling;
    private readonly RollingUpdate _rolling;

    public DeploymentController(ControllerContext context)
        : base("deployment-controller", context, context.Options.ConcurrentSyncs, queue: "deployment")
    {
        _events = context.Events("deployment-controller");
        _newSets = new NewReplicaSets(context.Client, _events, context.Time);
        _scaler = new ReplicaSetScaler(context.Client, _events);
        _scaling = new ProportionalScaling(_scaler);
        _rolling = new RollingUpdate(_scaler);
        _deployments = context.Informer<Deployment>().OnAny(Enqueue).Store;
        var sets = context.Informer<ReplicaSet>();
        sets.AddHandler(new InformerHandler<ReplicaSet> { Added = SetChanged, Updated = SetUpdated, Deleted = SetChanged });
        _sets = sets.Store;
        var pods = context.Informer<Pod>();
        PodsByOwner.AddTo(pods);
        pods.AddHandler(new InformerHandler<Pod> { Deleted = PodDeleted });
        _pods = pods.Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_deployments.Get(key) is not { } deployment)
        {
            return;
        }

        if (deployment.Spec.Selector is not { } selector || (selector.MatchLabels.Count == 0 && selector.MatchExpressions.Count == 0))
        {
            _events.Record(deployment, "Warning", "SelectingAll", "This deployment is selecting all pods. A non-empty selector is required.");
            return;
        }

        var rollout = await LookAsync(deployment, cancellationToken).ConfigureAwait(false);
        if (deployment.Metadata.DeletionTimestamp is not null)
        {
            await _newSets.EnsureAsync(rollout, create: false, cancellationToken).ConfigureAwait(false);
            await ReportAsync(rollout, DeploymentProgress.Counted(rollout, Context.Now()), cancellationToken).ConfigureAwait(false);
            return;
        }

        await MarkPauseAsync(rollout, cancellationToken).ConfigureAwait(false);
        if (rollout.Deployment.Spec.Paused || IsScaling(rollout))
        {
            await ScaleAsync(rollout, cancellationToken).ConfigureAwait(false);
        }
        else if (rollout.Deployment.IsRollingUpdate())
        {
            await RollAsync(rollout, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await RecreateAsync(rollout, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsScaling(Rollout rollout) => rollout.Sets.Any(set =>
        set.Replicas() > 0 && RevisionAnnotations.DesiredReplicas(set) is { } desired && desired != rollout.Deployment.Replicas());

    private async ValueTask<Rollout> LookAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        var metadata = deployment.Metadata;
        var sets = await new Claims<ReplicaSet>(Client, deployment).ClaimAsync(
            _sets.List(metadata.Namespace),
            set => LabelSelectors.Matches(deployment.Spec.Selector, set.Metadata.Labels),
            async token => await Client.FindAsync<Deployment>(metadata.Namespace, metadata.Name, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        sets.Sort(static (left, right) => left.Metadata.CreationTimestamp.CompareTo(right.Metadata.CreationTimestamp));
        return new Rollout(deployment, sets, [.. sets.SelectMany(set => PodsByOwner.Owned(_pods, set.Metadata.UID))]);
    }

    /// <summary>Pausing stops the clock of the progress deadline.</summary>
    private async ValueTask MarkPauseAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var deployment = rollout.Deployment;
        var condition = deployment.Status.Find(DeploymentConditionType.DeploymentProgressing);
        if (!deployment.HasProgressDeadline() || condition?.Reason == DeploymentConditions.TimedOut)
        {
            return;
        }

        var isMarked = condition?.Reason == DeploymentConditions.Paused;
        if (deployment.Spec.Paused == isMarked)
        {
            return;
        }

        var (reason, message) = deployment.Spec.Paused
            ? (DeploymentConditions.Paused, "Deployment is paused")
            : (DeploymentConditions.Resumed, "Deployment is resumed");
        var mark = DeploymentConditions.Make(DeploymentConditionType.DeploymentProgressing, ConditionStatus.ConditionUnknown, reason, message, Context.Now());
        rollout.Deployment = await Client.UpdateStatusAsync(
            deployment with { Status = deployment.Status.With(mark) },
            cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ScaleAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        await _newSets.EnsureAsync(rollout, create: false, cancellationToken).ConfigureAwait(false);
        await _scaling.ScaleAsync(rollout, cancellationToken).ConfigureAwait(false);
        if (rollout.Deployment.Spec.Paused)
        {
            await CleanUpAsync(rollout, cancellationToken).ConfigureAwait(false);
        }

        await ReportAsync(rollout, DeploymentProgress.Counted(rollout, Context.Now()), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask RollAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        await _newSets.EnsureAsync(rollout, create: true, cancellationToken).ConfigureAwait(false);
        if (rollout.New is null)
        {
            return;
        }

        if (!await _rolling.StepAsync(rollout, cancellationToken).ConfigureAwait(false)
            && DeploymentProgress.IsComplete(rollout.Deployment, rollout.Deployment.Status))
        {
            await CleanUpAsync(rollout, cancellationToken).ConfigureAwait(false);
        }

        await ReportRolloutAsync(rollout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All old pods have to be gone before the first new one comes.</summary>
    private async ValueTask RecreateAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        await _newSets.EnsureAsync(rollout, create: false, cancellationToken).ConfigureAwait(false);
        var isShrinking = false;
        foreach (var old in rollout.ActiveOld.ToList())
        {
            isShrinking |= await _scaler.ScaleAsync(rollout, old, 0, cancellationToken).ConfigureAwait(false);
        }

        if (!isShrinking && !rollout.Pods.Any(pod => !pod.IsFinished() && ControllerRefs.Of(pod)?.UID != rollout.New?.Metadata.UID))
        {
            await _newSets.EnsureAsync(rollout, create: true, cancellationToken).ConfigureAwait(false);
            if (rollout.New is { } set)
            {
                await _scaler.ScaleAsync(rollout, set, rollout.Deployment.Replicas(), cancellationToken).ConfigureAwait(false);
            }

            if (DeploymentProgress.IsComplete(rollout.Deployment, rollout.Deployment.Status))
            {
                await CleanUpAsync(rollout, cancellationToken).ConfigureAwait(false);
            }
        }

        await ReportRolloutAsync(rollout, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ReportRolloutAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var status = DeploymentProgress.RolledOut(rollout, Context.Now());
        await ReportAsync(rollout, status, cancellationToken).ConfigureAwait(false);
        if (DeploymentProgress.UntilDeadline(rollout.Deployment, status, Context.Now()) is { } wait)
        {
            Queue.AddAfter(NamespacedName.Of(rollout.Deployment), wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1));
        }
    }

    private async ValueTask ReportAsync(Rollout rollout, DeploymentStatus status, CancellationToken cancellationToken)
    {
        if (!status.Equals(rollout.Deployment.Status))
        {
            rollout.Deployment = await Client.UpdateStatusAsync(
                rollout.Deployment with { Status = status },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes old sets beyond the history limit, lowest revision first.</summary>
    private async ValueTask CleanUpAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        if (rollout.Deployment.Spec.RevisionHistoryLimit is not { } limit || limit == int.MaxValue)
        {
            return;
        }

        var alive = rollout.Old.Where(static set => set.Metadata.DeletionTimestamp is null).OrderBy(RevisionAnnotations.RevisionOf).ToList();
        foreach (var set in alive.Take(Math.Max(0, alive.Count - limit)))
        {
            if (set.Status.Replicas == 0 && set.Replicas() == 0 && set.Metadata.Generation <= set.Status.ObservedGeneration)
            {
                await DeleteAsync(set, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask DeleteAsync(ReplicaSet set, CancellationToken cancellationToken)
    {
        try
        {
            await Client.DeleteAsync<ReplicaSet>(set.Metadata.Namespace, set.Metadata.Name, Deletions.Exactly(set), cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound || gone.IsConflict)
        {
            // That is what was wanted.
        }
    }

    private void Enqueue(Deployment deployment) => Queue.Add(NamespacedName.Of(deployment));

    private void SetUpdated(ReplicaSet old, ReplicaSet set)
    {
        if (ControllerRefs.Of(old)?.UID != ControllerRefs.Of(set)?.UID)
        {
            SetChanged(old);
        }

        SetChanged(set);
    }

    private void SetChanged(ReplicaSet set)
    {
        if (ControllerRefs.Of(set) is { } reference)
        {
            if (reference.IsTo(ApiTypes.Of<Deployment>()))
            {
                Queue.Add(new NamespacedName(set.Metadata.Namespace, reference.Name));
            }

            return;
        }

        foreach (var deployment in _deployments.List(set.Metadata.Namespace))
        {
            if (LabelSelectors.Matches(deployment.Spec.Selector, set.Metadata.Labels))
            {
                Enqueue(deployment);
            }
        }
    }

    /// <summary>Only Recreate waits for pods to be gone; all else is told by the sets.</summary>
    private void PodDeleted(Pod pod)
    {
        if (ControllerRefs.Of(pod) is { } reference
            && _sets.Get(pod.Metadata.Namespace, reference.Name) is { } set
            && ControllerRefs.Of(set) is { } owner
            && _deployments.Get(pod.Metadata.Namespace, owner.Name) is { } deployment
            && !deployment.IsRollingUpdate())
        {
            Enqueue(deployment);
        }
    }
}
