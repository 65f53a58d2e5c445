using System.Collections.Concurrent;
using System.Collections.Immutable;
using Grpc.Core;
using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>
/// The newest known state of every pod in the runtime. Workers refresh a pod after they acted on it; <see cref="Pleg"/> refreshes
/// those that changed by themselves.
/// </summary>
/// <remarks>
/// Refreshes of one pod may overlap. Each takes a number before it asks the runtime, and a result is kept only if none with a higher
/// number is in place, so the cache never goes back in time.
/// </remarks>
internal sealed class PodStatusCache(ICriClient runtime)
{
    private readonly ConcurrentDictionary<string, Entry> _pods = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>The uids of pods that the runtime has anything of.</summary>
    public IReadOnlyCollection<string> Uids => [.. _pods.Where(static pair => !pair.Value.Status.IsEmpty).Select(static pair => pair.Key)];

    public RuntimePodStatus Get(string uid) => _pods.TryGetValue(uid, out var entry) ? entry.Status : new RuntimePodStatus(uid);

    /// <summary>Asks the runtime about one pod.</summary>
    public async Task<RuntimePodStatus> RefreshAsync(string uid, CancellationToken cancellationToken)
    {
        var sequence = Interlocked.Increment(ref _sequence);
        var status = await InspectAsync(uid, cancellationToken).ConfigureAwait(false);
        var entry = _pods.AddOrUpdate(
            uid,
            static (_, next) => next,
            static (_, current, next) => current.Sequence > next.Sequence ? current : next,
            new Entry(status, sequence));
        return entry.Status;
    }

    /// <summary>Drops a pod that is gone from the runtime and from the node.</summary>
    public void Forget(string uid) => _pods.TryRemove(uid, out _);

    private async Task<RuntimePodStatus> InspectAsync(string uid, CancellationToken cancellationToken)
    {
        var sandboxFilter = new PodSandboxFilter();
        sandboxFilter.LabelSelector[RuntimeLabels.PodUid] = uid;
        var containerFilter = new ContainerFilter();
        containerFilter.LabelSelector[RuntimeLabels.PodUid] = uid;

        var sandboxList = runtime.ListPodSandboxesAsync(sandboxFilter, cancellationToken);
        var containerList = runtime.ListContainersAsync(containerFilter, cancellationToken);
        await Task.WhenAll(sandboxList, containerList).ConfigureAwait(false);
        var sandboxes = (await sandboxList.ConfigureAwait(false)).Select(sandbox => SandboxAsync(sandbox.Id, cancellationToken)).ToArray();
        var listed = await containerList.ConfigureAwait(false);
        var containers = listed.Select(container => ContainerAsync(container.Id, cancellationToken)).ToArray();
        var foundSandboxes = await Task.WhenAll(sandboxes).ConfigureAwait(false);
        var foundContainers = await Task.WhenAll(containers).ConfigureAwait(false);

        var first = foundSandboxes.FirstOrDefault(static sandbox => sandbox is not null);
        var any = foundContainers.FirstOrDefault(static container => container is not null);
        return new RuntimePodStatus(uid)
        {
            Name = first?.Metadata.Name ?? (any is null ? "" : RuntimeLabels.Get(any.Labels, RuntimeLabels.PodName)),
            Namespace = first?.Metadata.Namespace ?? (any is null ? "" : RuntimeLabels.Get(any.Labels, RuntimeLabels.PodNamespace)),
            Sandboxes = [.. foundSandboxes.OfType<Cri.PodSandboxStatus>().OrderByDescending(static sandbox => sandbox.CreatedAt)],
            SandboxOf = listed.ToImmutableDictionary(static container => container.Id, static container => container.PodSandboxId, StringComparer.Ordinal),
            Containers = [.. foundContainers.OfType<Cri.ContainerStatus>().OrderByDescending(static container => container.CreatedAt)],
        };
    }

    /// <returns>Null where it was removed since it was listed.</returns>
    private async Task<Cri.PodSandboxStatus?> SandboxAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return (await runtime.PodSandboxStatusAsync(id, verbose: false, cancellationToken).ConfigureAwait(false)).Status;
        }
        catch (RpcException exception) when (exception.IsNotFound())
        {
            return null;
        }
    }

    /// <inheritdoc cref="SandboxAsync"/>
    private async Task<Cri.ContainerStatus?> ContainerAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var status = (await runtime.ContainerStatusAsync(id, verbose: false, cancellationToken).ConfigureAwait(false)).Status;
            TerminationMessages.Fill(status);
            return status;
        }
        catch (RpcException exception) when (exception.IsNotFound())
        {
            return null;
        }
    }

    private sealed record Entry(RuntimePodStatus Status, long Sequence);
}
