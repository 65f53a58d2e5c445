using System.Threading.Channels;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Events;
using KubeSharp.Kubelet.Probes;
using KubeSharp.Kubelet.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Kubelet.Tests.Probes;

public sealed class ProbeLoopTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeProber _prober = new();
    private readonly FakeRecorder _recorder = new();
    private readonly ProbeResults _results = new();
    private readonly Channel<string> _changes = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    [Fact]
    public async Task ReadyAfterTheFirstSuccess()
    {
        Start(ProbeKind.Readiness, new Probe { PeriodSeconds = 10, SuccessThreshold = 1, FailureThreshold = 3 });

        await ChangedAsync();

        Assert.Equal(ProbeResult.Success, _results.Get("c-0", ProbeKind.Readiness));
    }

    [Fact]
    public async Task UnreadyOnlyAfterSoManyFailuresInARow()
    {
        Start(ProbeKind.Readiness, new Probe { PeriodSeconds = 10, SuccessThreshold = 1, FailureThreshold = 2 });
        await ChangedAsync();
        _prober.Answer = ProbeResult.Failure;
        await TickAsync();
        Assert.Equal(ProbeResult.Success, _results.Get("c-0", ProbeKind.Readiness));
        await TickAsync();
        await ChangedAsync();

        Assert.Equal(ProbeResult.Failure, _results.Get("c-0", ProbeKind.Readiness));
        Assert.Contains("Unhealthy: Readiness probe failed: said so", _recorder.Told);
    }

    [Fact]
    public async Task LivenessEndsWithFailure()
    {
        _prober.Answer = ProbeResult.Failure;
        Start(ProbeKind.Liveness, new Probe { PeriodSeconds = 10, SuccessThreshold = 1, FailureThreshold = 1 });

        await _run.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(ProbeResult.Failure, _results.Get("c-0", ProbeKind.Liveness));
    }

    [Fact]
    public async Task NothingIsAskedDuringTheInitialDelay()
    {
        Start(ProbeKind.Readiness, new Probe { InitialDelaySeconds = 5, PeriodSeconds = 10, SuccessThreshold = 1, FailureThreshold = 1 });
        Assert.Null(_results.Get("c-0", ProbeKind.Readiness));

        _time.Advance(TimeSpan.FromSeconds(5));
        await ChangedAsync();

        Assert.Equal(ProbeResult.Success, _results.Get("c-0", ProbeKind.Readiness));
    }

    private void Start(ProbeKind kind, Probe probe)
    {
        var container = TestPods.App("c");
        var target = new ProbeTarget(TestPods.Pod(container), container, "c-0", "10.0.0.5", kind, probe);
        var loop = new ProbeLoop(
            target, _time.GetUtcNow(), _prober, _results, new PodEvents(_recorder), uid => _changes.Writer.TryWrite(uid), _time);
        _run = loop.RunAsync(_stop.Token);
    }

    /// <summary>Lets a period pass and waits until the probe was asked.</summary>
    private async Task TickAsync()
    {
        var before = _prober.Asked;
        _time.Advance(TimeSpan.FromSeconds(10));
        await _prober.AskedAsync(before + 1);
    }

    private Task ChangedAsync() =>
        _changes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
}
