using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Events;
using KubeSharp.Kubelet.Nodes;
using KubeSharp.Kubelet.PodStatuses;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Eviction;

/// <summary>
/// Keeps the node from running out of memory and disk: when less is left than a hard threshold allows, the node says so in its conditions
/// and one pod after another is failed until it is over.
/// </summary>
internal sealed partial class PodEvictor(
    IReadOnlyList<EvictionThreshold> thresholds,
    EvictionSignals signals,
    Func<IReadOnlyList<Pod>> activePods,
    Func<Pod, long?> memoryUsage,
    Func<CancellationToken, Task> reclaimImages,
    Action<string, PodEnding, TimeSpan?> end,
    PodEvents events,
    Action pressureChanged,
    TimeSpan transitionPeriod,
    TimeProvider time,
    ILogger<PodEvictor> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Under pressure there is no time for a long farewell.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = logger;

    /// <summary>Signal → when its threshold was met last.</summary>
    private readonly Dictionary<string, DateTimeOffset> _met = new(StringComparer.Ordinal);

    private NodePressure _pressure;

    public NodePressure Pressure => _pressure;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await CheckAsync(cancellationToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how this loop ends.
        }
    }

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var met = Met();
        UpdatePressure(met);
        if (met.Count == 0)
        {
            return;
        }
        if (met.Any(static threshold => !IsMemory(threshold)))
        {
            await reclaimImages(cancellationToken).ConfigureAwait(false);
            met = Met();
        }
        if (met.Count > 0)
        {
            EvictOne(met[0]);
        }
    }

    /// <summary>The thresholds that are met, memory first.</summary>
    private List<EvictionThreshold> Met()
    {
        var values = signals.Read();
        return
        [
            .. thresholds
                .Where(threshold => values.TryGetValue(threshold.Signal, out var value) && threshold.IsMet(value.Available, value.Capacity))
                .OrderBy(static threshold => IsMemory(threshold) ? 0 : 1),
        ];
    }

    /// <summary>Pressure lasts for a while after its cause has gone, so that the condition does not flap.</summary>
    private void UpdatePressure(List<EvictionThreshold> met)
    {
        var now = time.GetUtcNow();
        foreach (var threshold in met)
        {
            _met[threshold.Signal] = now;
        }
        foreach (var signal in _met.Where(pair => now - pair.Value >= transitionPeriod).Select(static pair => pair.Key).ToArray())
        {
            _met.Remove(signal);
        }
        var next = new NodePressure(
            _met.Keys.Any(static signal => signal.StartsWith("memory", StringComparison.Ordinal)),
            _met.Keys.Any(static signal => signal.Contains("fs.", StringComparison.Ordinal)),
            _met.Keys.Any(static signal => signal.StartsWith("pid", StringComparison.Ordinal)));
        if (next != _pressure)
        {
            _pressure = next;
            pressureChanged();
        }
    }

    private void EvictOne(EvictionThreshold threshold)
    {
        var pods = activePods();
        var ranked = IsMemory(threshold) ? EvictionRanking.ByMemory(pods, memoryUsage) : EvictionRanking.ByPriority(pods);
        if (ranked.Count == 0)
        {
            return;
        }
        var victim = ranked[0];
        var resource = IsMemory(threshold) ? "memory" : threshold.Signal.Contains("inodes", StringComparison.Ordinal) ? "inodes" : "ephemeral-storage";
        var message = $"The node was low on resource: {resource}. ";
        LogEvicted(victim.Metadata.Namespace, victim.Metadata.Name, threshold.Signal);
        KubeletMetrics.Evictions.WithLabels(threshold.Signal).Inc();
        events.Warning(victim, "Evicted", message);
        end(victim.Metadata.UID, new PodEnding("Evicted", message, Disruption: true), Grace);
    }

    private static bool IsMemory(EvictionThreshold threshold) => threshold.Signal.StartsWith("memory", StringComparison.Ordinal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pod {Namespace}/{Name} is evicted: {Signal} is below its threshold")]
    private partial void LogEvicted(string @namespace, string name, string signal);
}
