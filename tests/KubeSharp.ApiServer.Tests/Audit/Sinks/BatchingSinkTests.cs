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
            Assert.True(sink.Add(AuditEvents.Of($"{number}")));
        }

        using var stop = new CancellationTokenSource();
        var running = sink.RunAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(["[1,2]", "[3]"], _webhook.Questions.Select(list => $"[{string.Join(',', list["items"]!.AsArray().Select(item => (string)item!["auditID"]!))}]"));
        Assert.Equal("EventList", (string)_webhook.Questions[0]["kind"]!);
    }

    [Fact]
    public void FullBuffer_LosesWhatComes()
    {
        var sink = Create(new AuditBatchOptions { BufferSize = 1 });
        Assert.True(sink.Add(AuditEvents.Of("1")));
        Assert.False(sink.Add(AuditEvents.Of("2")));
        Assert.False(sink.IsStrict);
    }

    [Fact]
    public async Task LargeEvents_MakeBatchesOfTheirOwn()
    {
        var sink = Create(new AuditBatchOptions(), maxBatchBytes: AuditEvents.Of("1").Json.Length + 10);
        sink.Add(AuditEvents.Of("1"));
        sink.Add(AuditEvents.Of("2"));
        using var stop = new CancellationTokenSource();
        var running = sink.RunAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal([1, 1], _webhook.Questions.Select(list => list["items"]!.AsArray().Count));
    }

    [Fact]
    public void TooLargeEvent_LosesItsBodies_AndThenItself()
    {
        var whole = AuditEvents.Of("1", body: new string('x', 5000));
        var form = new AuditForm { MaxEventSize = 2000 };
        var text = Encoding.UTF8.GetString(form.Of(whole)!.Value.Span);
        Assert.DoesNotContain("xxx", text);
        Assert.Contains("\"annotations\":{\"audit.k8s.io/truncated\":\"true\"}", text);
        Assert.Null(new AuditForm { MaxEventSize = 100 }.Of(whole));
        Assert.Equal(whole.Json, new AuditForm().Of(whole)!.Value.ToArray());
    }

    [Fact]
    public void LegacyForm_IsALineOfText() => Assert.Equal(
        "2026-01-01T00:00:00Z AUDIT: id=\"7\" stage=\"ResponseComplete\" ip=\"192.0.2.7\" method=\"create\" user=\"jane\" "
        + "groups=\"\\\"a\\\",\\\"b\\\"\" as=\"<self>\" asgroups=\"<lookup>\" user-agent=\"curl\" namespace=\"default\" uri=\"/api\" response=\"201\"",
        Encoding.UTF8.GetString(new AuditForm { IsLegacy = true }.Of(AuditEvents.Of("7"))!.Value.Span));

    private BatchingSink Create(AuditBatchOptions options, int maxBatchBytes = 0) => new(
        new WebhookOutput(_webhook), new AuditForm(), options, maxBatchBytes, new AuditErrors(Metrics.NewCustomRegistry(), NullLogger<AuditErrors>.Instance), _time);
}
