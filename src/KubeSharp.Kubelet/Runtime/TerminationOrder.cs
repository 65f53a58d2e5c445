using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>
/// The order in which a pod with sidecars ends (KEP-753): app containers together, then sidecars one by one, the last started first.
/// </summary>
internal sealed class TerminationOrder
{
    private readonly Dictionary<string, TaskCompletionSource> _ended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _after = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    public TerminationOrder(PodSpec spec, IReadOnlySet<string> running, TimeProvider time)
    {
        _time = time;
        foreach (var name in running)
        {
            _ended[name] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        var before = spec.Containers.Select(static container => container.Name).ToList();
        foreach (var sidecar in spec.InitContainers.Where(static container => container.IsSidecar()).Reverse())
        {
            _after[sidecar.Name] = [.. before];
            before.Add(sidecar.Name);
        }
    }

    /// <summary>Waits until all that the container serves have ended, but no longer than <paramref name="limit"/>.</summary>
    public async Task WaitAsync(string container, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!_after.TryGetValue(container, out var others) || limit <= TimeSpan.Zero)
        {
            return;
        }
        var ends = others.Where(_ended.ContainsKey).Select(name => _ended[name].Task);
        try
        {
            await Task.WhenAll(ends).WaitAsync(limit, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The pod's time is up: everything ends now.
        }
    }

    public void Ended(string container)
    {
        if (_ended.TryGetValue(container, out var source))
        {
            source.TrySetResult();
        }
    }
}
