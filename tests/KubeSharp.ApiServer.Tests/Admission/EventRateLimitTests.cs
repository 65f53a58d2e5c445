using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission.Events;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Admission;

public sealed class EventRateLimitTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Burst_ThenRefusal_ThenRefilled()
    {
        var plugin = new EventRateLimit([new EventRateLimitOptions(EventRateLimitType.Namespace, Qps: 1, Burst: 2, CacheSize: 10)], _time);
        await Write(plugin, "a");
        await Write(plugin, "a");
        var error = await Assert.ThrowsAsync<ApiException>(() => Write(plugin, "a"));
        Assert.Equal(
            (429, "TooManyRequests", "Too many requests: limit reached on type Namespace for key a"),
            (error.Status.Code, error.Status.Reason, error.Status.Message));
        await Write(plugin, "b");
        _time.Advance(TimeSpan.FromSeconds(1));
        await Write(plugin, "a");
        await Assert.ThrowsAsync<ApiException>(() => Write(plugin, "a"));
    }

    [Fact]
    public async Task DryRuns_AreFree_AndForgottenBucketsAreFull()
    {
        var plugin = new EventRateLimit([new EventRateLimitOptions(EventRateLimitType.SourceAndObject, Qps: 1, Burst: 1, CacheSize: 1)], _time);
        await Write(plugin, "a", dryRun: true);
        await Write(plugin, "a");
        await Assert.ThrowsAsync<ApiException>(() => Write(plugin, "a"));
        await Write(plugin, "b");
        await Write(plugin, "a");
    }

    private static Task Write(EventRateLimit plugin, string ns, bool dryRun = false) => plugin.ValidateAsync(
        Requests.Create(
            new Event
            {
                Metadata = new ObjectMeta { Namespace = ns, Name = "e" },
                InvolvedObject = new ObjectReference { Kind = "Pod", Namespace = ns, Name = "p" },
            },
            dryRun: dryRun),
        TestContext.Current.CancellationToken).AsTask();
}
