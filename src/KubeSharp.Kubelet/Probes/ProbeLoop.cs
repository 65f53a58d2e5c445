using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Events;

namespace KubeSharp.Kubelet.Probes;

/// <summary>
/// Asks one probe of one container instance, again and again. A startup probe ends with its first verdict, a liveness probe with
/// failure: the instance is then killed, and the next one gets a loop of its own.
/// </summary>
internal sealed class ProbeLoop(
    ProbeTarget target, DateTimeOffset startedAt, IProber prober, ProbeResults results, PodEvents events, Action<string> changed, TimeProvider time)
{
    private const int MaxTries = 3;

    private ProbeResult _last = ProbeResult.Unknown;
    private int _inRow;

    public ProbeKind Kind => target.Kind;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var delay = startedAt + TimeSpan.FromSeconds(target.Probe.InitialDelaySeconds) - time.GetUtcNow();
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            }
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Math.Max(1, target.Probe.PeriodSeconds)), time);
            do
            {
                if (await OnceAsync(cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The instance is gone.
        }
    }

    /// <returns>Whether there is nothing more to ask.</returns>
    private async Task<bool> OnceAsync(CancellationToken cancellationToken)
    {
        var outcome = await AskAsync(cancellationToken).ConfigureAwait(false);
        Tell(outcome);
        if (outcome.Result == ProbeResult.Unknown)
        {
            return false;
        }
        var result = outcome.Result == ProbeResult.Failure ? ProbeResult.Failure : ProbeResult.Success;
        if (_last == result)
        {
            _inRow++;
        }
        else
        {
            _last = result;
            _inRow = 1;
        }
        var threshold = result == ProbeResult.Failure ? target.Probe.FailureThreshold : target.Probe.SuccessThreshold;
        if (_inRow < threshold)
        {
            return false;
        }
        if (results.Set(target.ContainerId, target.Kind, result))
        {
            changed(target.Pod.Metadata.UID);
        }
        return target.Kind == ProbeKind.Startup || (target.Kind == ProbeKind.Liveness && result == ProbeResult.Failure);
    }

    /// <summary>A fault of the asking is tried again at once, as it says nothing about the container.</summary>
    private async Task<ProbeOutcome> AskAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var outcome = await prober.ProbeAsync(target, cancellationToken).ConfigureAwait(false);
            if (outcome.Result != ProbeResult.Unknown || tries == MaxTries)
            {
                return outcome;
            }
        }
    }

    private void Tell(ProbeOutcome outcome)
    {
        var name = target.Container.Name;
        var label = outcome.Result switch
        {
            ProbeResult.Failure => "failed",
            ProbeResult.Unknown => "unknown",
            _ => "successful",
        };
        var pod = target.Pod.Metadata;
        KubeletMetrics.ProbeResults.WithLabels(target.Kind.ToString(), label, name, pod.Name, pod.Namespace, pod.UID).Inc();
        switch (outcome.Result)
        {
            case ProbeResult.Failure:
                events.Warning(target.Pod, name, "Unhealthy", $"{target.Kind} probe failed: {outcome.Output}");
                break;
            case ProbeResult.Warning:
                events.Warning(target.Pod, name, "ProbeWarning", $"{target.Kind} probe warning: {outcome.Output}");
                break;
            case ProbeResult.Unknown:
                events.Warning(target.Pod, name, "Unhealthy", $"{target.Kind} probe errored and resulted in unknown state: {outcome.Output}");
                break;
        }
    }
}
