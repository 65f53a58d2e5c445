using KubeSharp.Kubelet.Probes;

namespace KubeSharp.Kubelet.Tests.Fakes;

/// <summary>Answers as it is told; tells when it was asked.</summary>
internal sealed class FakeProber : IProber
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, TaskCompletionSource> _waiting = [];

    public ProbeResult Answer { get; set; } = ProbeResult.Success;

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    public Task<ProbeOutcome> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Asked++;
            if (_waiting.Remove(Asked, out var waiting))
            {
                waiting.SetResult();
            }
        }
        return Task.FromResult(new ProbeOutcome(Answer, "said so"));
    }

    /// <summary>Completes when it was asked so often.</summary>
    public Task AskedAsync(int times)
    {
        lock (_gate)
        {
            if (Asked >= times)
            {
                return Task.CompletedTask;
            }
            var waiting = _waiting[times] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return waiting.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        }
    }
}
