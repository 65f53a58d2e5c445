using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Kubelet.PodStatuses;
using KubeSharp.Kubelet.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Kubelet.Tests.PodStatuses;

public sealed class StatusWriterTests : IAsyncLifetime
{
    private readonly FakeApi _api = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly StatusWriter _writer;
    private IAsyncEnumerator<WatchEvent> _writes = null!;
    private Task _running = Task.CompletedTask;

    public StatusWriterTests() => _writer = new StatusWriter(_api.Client, _time, NullLogger<StatusWriter>.Instance);

    public ValueTask InitializeAsync()
    {
        var watch = new ApiRequest { Verb = ApiVerb.Watch, Resource = ApiResources.Of<Pod>() };
        _writes = _api.WatchAsync(watch, _stop.Token).GetAsyncEnumerator(_stop.Token);
        _running = _writer.RunAsync(_stop.Token);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _writer.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task WordThatANewSpecWasSeen_WaitsForOtherNews()
    {
        var (patient, urgent) = (Stored("patient"), Stored("urgent"));
        var next = NextAsync();
        _writer.Set("patient", patient, patient.Status with { ObservedGeneration = 2 }, finished: false);
        _writer.Set("urgent", urgent, urgent.Status with { ObservedGeneration = 2, Phase = PodPhase.PodRunning }, finished: false);
        Assert.Equal("urgent", (await next).Metadata.Name);

        next = NextAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var written = await next;
        Assert.Equal(("patient", 2), (written.Metadata.Name, written.Status.ObservedGeneration));
    }

    [Fact]
    public async Task OtherNews_TakeTheWordWithThem()
    {
        var pod = Stored("pod");
        var next = NextAsync();
        _writer.Set("pod", pod, pod.Status with { ObservedGeneration = 2 }, finished: false);
        _writer.Set("pod", pod, pod.Status with { ObservedGeneration = 2, Phase = PodPhase.PodRunning }, finished: false);
        var written = await next;
        Assert.Equal((PodPhase.PodRunning, 2), (written.Status.Phase, written.Status.ObservedGeneration));
    }

    private Pod Stored(string name)
    {
        var pod = TestPods.Pod() with { Metadata = TestPods.Pod().Metadata with { Name = name, UID = name } };
        _api.Put(pod);
        return _api.Find<Pod>("default", name)!;
    }

    private async Task<Pod> NextAsync()
    {
        Assert.True(await _writes.MoveNextAsync());
        return (Pod)_writes.Current.Object!;
    }
}
