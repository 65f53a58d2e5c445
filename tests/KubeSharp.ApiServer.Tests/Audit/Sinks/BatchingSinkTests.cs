using System.Text;
using KubeSharp.ApiServer.Audit.Sinks;
using KubeSharp.ApiServer.Tests.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace KubeSharp.ApiServer.Tests.Audit.Sinks;

public sealed class BatchingSinkTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeWebhook _webhook = new() { Answer = "" };

    [Fact]
    public async Task FullBatch_GoesOut_AndTheRestAtTheEnd()
    {
        var sink = Create(new AuditBatchOptions { MaxSize = 2 });
        foreach (var number in Enumerable.Range(1, 3))
        {
            Assert.True(sink.Add(Encoding.UTF8.GetBytes($"{{\"n\":{number}}}")));
        }

        using var stop = new CancellationTokenSource();
        var running = sink.RunAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(["[1,2]", "[3]"], _webhook.Questions.Select(list => $"[{string.Join(',', list["items"]!.AsArray().Select(item => (int)item!["n"]!))}]"));
        Assert.Equal("EventList", (string)_webhook.Questions[0]["kind"]!);
    }

    [Fact]
    public void FullBuffer_LosesWhatComes()
    {
        var sink = Create(new AuditBatchOptions { BufferSize = 1 });
        Assert.True(sink.Add("{}"u8.ToArray()));
        Assert.False(sink.Add("{}"u8.ToArray()));
        Assert.False(sink.IsStrict);
    }

    private BatchingSink Create(AuditBatchOptions options) => new(
        new WebhookOutput(_webhook), options, new AuditErrors(Metrics.NewCustomRegistry(), NullLogger<AuditErrors>.Instance), _time);
}
