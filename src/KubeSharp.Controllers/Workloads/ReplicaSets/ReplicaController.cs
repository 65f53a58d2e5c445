using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Expectations;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.ReplicaSets;

/// <summary>
/// Keeps as many pods as an object asks for. ReplicaSet and ReplicationController differ only in how they say what they want.
/// </summary>
internal abstract class ReplicaController<T> : Controller<NamespacedName>
    where T : ApiObject, IApiKind<T>
{
    /// <summary>Pods created or deleted in one round at most.</summary>
    private const int Burst = 500;

    private readonly PodExpectations _expectations;
    private readonly PodControl _control;
    private readonly Store<Pod> _pods;

    protected ReplicaController(string name, string queue, string component, ControllerContext context)
        : base(name, context, context.Options.ConcurrentSyncs, queue)
    {
        _expectations = new PodExpectations(context.Time);
        Recorder = context.Events(component);
        _control = new PodControl(context.Client, Recorder);
        Owners = context.Informer<T>().Store;
        context.Informer<T>().AddHandler(new InformerHandler<T>
        {
            Added = Enqueue,
            Updated = (_, value) => Enqueue(value),
            Deleted = value =>
            {
                _expectations.Forget(NamespacedName.Of(value));
                Enqueue(value);
            },
        });
        _pods = new OwnedPodEvents<T>(Queue, Owners) { Selects = Selects, MinReadySeconds = MinReadySeconds, Expectations = _expectations }
            .Follow(context.Informer<Pod>());
    }

    protected Store<T> Owners { get; }

    protected IEventRecorder Recorder { get; }

    protected abstract int Replicas(T owner);

    protected abstract int MinReadySeconds(T owner);

    protected abstract PodTemplateSpec Template(T owner);

    protected abstract bool Selects(T owner, ApiMap<string> labels);

    /// <summary>The owner with this state in its status; equal to the owner if nothing changed.</summary>
    protected abstract T WithState(T owner, ReplicaState state);

    /// <summary>The failure that the status tells of, which stays until a round succeeds.</summary>
    protected abstract ReplicaFailure? FailureOf(T owner);

    /// <summary>How crowded the node of a pod is with pods that do the same.</summary>
    protected virtual Func<Pod, int> CrowdOf(T owner, IReadOnlyList<Pod> pods) => Crowd.Of(pods);

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (Owners.Get(key) is not { } owner)
        {
            _expectations.Forget(key);
            return;
        }

        var mayAct = _expectations.AreSatisfied(key);
        var all = await ClaimAsync(owner, cancellationToken).ConfigureAwait(false);
        var active = all.FindAll(static pod => pod.IsActive());
        var terminating = all.Count(static pod => pod.IsTerminating() && !pod.IsFinished());
        Exception? failure = null;
        if (mayAct && owner.Metadata.DeletionTimestamp is null)
        {
            failure = await ScaleAsync(key, owner, active, cancellationToken).ConfigureAwait(false);
        }

        var state = StateOf(owner, active, terminating, failure, mayAct);
        await ReportAsync(owner, state, cancellationToken).ConfigureAwait(false);
        if (failure is not null)
        {
            throw failure;
        }

        if (MinReadySeconds(owner) > 0 && state.ReadyReplicas == Replicas(owner) && state.AvailableReplicas != Replicas(owner))
        {
            Queue.AddAfter(key, TimeSpan.FromSeconds(MinReadySeconds(owner)));
        }
    }

    private void Enqueue(T owner) => Queue.Add(NamespacedName.Of(owner));

    private ValueTask<List<Pod>> ClaimAsync(T owner, CancellationToken cancellationToken)
    {
        var candidates = PodsByOwner.OwnedOrOrphaned(_pods, owner.Metadata.UID, owner.Metadata.Namespace);
        return new Claims<Pod>(Client, owner).ClaimAsync(
            candidates,
            pod => Selects(owner, pod.Metadata.Labels) && (ControllerRefs.Of(pod) is not null || pod.IsActive()),
            async token => await Client.FindAsync<T>(owner.Metadata.Namespace, owner.Metadata.Name, token).ConfigureAwait(false),
            cancellationToken);
    }

    private ReplicaState StateOf(T owner, List<Pod> active, int terminating, Exception? failure, bool mayAct)
    {
        var template = Template(owner).Metadata.Labels;
        var now = Time.GetUtcNow();
        int labeled = 0, ready = 0, available = 0;
        foreach (var pod in active)
        {
            labeled += LabelsContain(pod.Metadata.Labels, template) ? 1 : 0;
            ready += pod.IsReady() ? 1 : 0;
            available += pod.IsAvailable(MinReadySeconds(owner), now) ? 1 : 0;
        }

        var told = failure is null
            ? mayAct ? null : FailureOf(owner)
            : new ReplicaFailure(active.Count < Replicas(owner) ? "FailedCreate" : "FailedDelete", failure.Message);
        return new ReplicaState(active.Count, labeled, ready, available, terminating, owner.Metadata.Generation, told);
    }

    private static bool LabelsContain(ApiMap<string> labels, ApiMap<string> part)
    {
        foreach (var (key, value) in part)
        {
            if (!labels.TryGetValue(key, out var actual) || actual != value)
            {
                return false;
            }
        }

        return true;
    }

    private async ValueTask ReportAsync(T owner, ReplicaState state, CancellationToken cancellationToken)
    {
        var reported = WithState(owner, state);
        if (reported.Equals(owner))
        {
            return;
        }

        try
        {
            await Client.UpdateStatusAsync(reported, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // Deleted meanwhile.
        }
    }

    /// <summary>Creates or deletes pods; returns what went wrong.</summary>
    private Task<Exception?> ScaleAsync(NamespacedName key, T owner, List<Pod> active, CancellationToken cancellationToken)
    {
        var missing = Replicas(owner) - active.Count;
        return missing switch
        {
            > 0 => CreateAsync(key, owner, Math.Min(missing, Burst), cancellationToken),
            < 0 => DeleteAsync(key, owner, active, Math.Min(-missing, Burst), cancellationToken),
            _ => Task.FromResult<Exception?>(null),
        };
    }

    private async Task<Exception?> CreateAsync(NamespacedName key, T owner, int count, CancellationToken cancellationToken)
    {
        var pod = PodTemplates.Instantiate(Template(owner), owner, ControllerRefs.To(owner));
        _expectations.ExpectCreations(key, count);
        var (succeeded, failure) = await SlowStart.RunAsync(
            count,
            async _ => await _control.CreateAsync(pod, owner, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (succeeded < count)
        {
            _expectations.CreationObserved(key, count - succeeded);
        }

        // Nothing can be created in a namespace that is being deleted, and nothing has to be.
        return failure is ApiException refused && refused.IsNamespaceTerminating() ? null : failure;
    }

    private async Task<Exception?> DeleteAsync(NamespacedName key, T owner, List<Pod> active, int count, CancellationToken cancellationToken)
    {
        PodRanking.Sort(active, CrowdOf(owner, active), Time.GetUtcNow());
        var victims = active.GetRange(0, count);
        _expectations.ExpectDeletions(key, victims.Select(static pod => pod.Metadata.UID));
        return await SlowStart.FirstFailureAsync([.. victims.Select(async pod =>
        {
            try
            {
                await _control.DeleteAsync(pod, owner, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                _expectations.DeletionObserved(key, pod.Metadata.UID);
                throw;
            }
        })]).ConfigureAwait(false);
    }
}
