using KubeSharp.Api.Coordination.V1;
using KubeSharp.Client.LeaderElection;
using KubeSharp.Client.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Client.Tests.LeaderElection;

public sealed class LeaderElectorTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly FakeApiServer _server;

    public LeaderElectorTests() => _server = new FakeApiServer(_time);

    [Fact]
    public async Task TheFirstCandidateLeadsAndReleasesOnStop()
    {
        using var stop = new CancellationTokenSource();
        var leading = new TaskCompletionSource();
        var running = Elector("one").RunAsync(
            async token =>
            {
                leading.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
            },
            stop.Token);
        await leading.Task;
        Assert.Equal("one", Lease.Spec.HolderIdentity);

        await stop.CancelAsync();
        await running;

        Assert.Equal("", Lease.Spec.HolderIdentity);
    }

    [Fact]
    public async Task AnotherTakesOverWhenTheLeaseIsNotRenewed()
    {
        _server.Seed(new Lease
        {
            Metadata = new() { Namespace = "kube-system", Name = "test" },
            Spec = new LeaseSpec { HolderIdentity = "dead", LeaseDurationSeconds = 15, LeaseTransitions = 3 },
        });
        var start = _time.GetUtcNow();
        var running = Elector("two").RunAsync(_ => Task.CompletedTask, TestContext.Current.CancellationToken);

        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        await running;
        Assert.True(_time.GetUtcNow() - start >= TimeSpan.FromSeconds(15));
        Assert.Equal(4, Lease.Spec.LeaseTransitions);
    }

    [Fact]
    public async Task ALeaderThatCannotRenewStops()
    {
        var leading = new TaskCompletionSource();
        var stopped = false;
        var running = Elector("one").RunAsync(
            async token =>
            {
                leading.SetResult();
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
                }
                finally
                {
                    stopped = true;
                }
            },
            TestContext.Current.CancellationToken);
        await leading.Task;

        _server.BeforeRequest = _ => throw new HttpRequestException("gone");
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<LeadershipLostException>(() => running);
        Assert.True(stopped);
    }

    private Lease Lease => _server.Get<Lease>("kube-system", "test");

    private LeaderElector Elector(string identity) => new(
        _server.Client,
        new LeaderElectionOptions { Namespace = "kube-system", Name = "test", Identity = identity },
        _time,
        NullLogger.Instance);
}
