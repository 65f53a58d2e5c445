using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Bootstrap.FlowControl;
using KubeSharp.ApiServer.Fairness;
using KubeSharp.ApiServer.Http;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace KubeSharp.ApiServer.Tests.Fairness;

public sealed class FairnessGateTests
{
    private static readonly RequestInfo Pods = Resource("list", "pods", "default");

    private readonly FakeTimeProvider _time = new();
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly FairnessGate _gate;

    public FairnessGateTests()
    {
        _gate = new FairnessGate(600, TimeSpan.FromSeconds(15), new FairnessMetrics(_registry), _time);
        _gate.Configure([], []);
    }

    [Theory]
    [InlineData("admin", "system:masters", "list", "pods", "default", "exempt")]
    [InlineData("system:kube-scheduler", "", "update", "leases", "kube-system", "system-leader-election")]
    [InlineData("system:kube-scheduler", "", "list", "pods", "", "kube-scheduler")]
    [InlineData("system:kube-controller-manager", "", "list", "pods", "", "kube-controller-manager")]
    [InlineData("system:node:n", "system:nodes", "update", "nodes/status", "", "system-node-high")]
    [InlineData("system:node:n", "system:nodes", "list", "pods", "", "system-nodes")]
    [InlineData("system:serviceaccount:kube-system:x", "", "list", "pods", "a", "kube-system-service-accounts")]
    [InlineData("system:serviceaccount:a:x", "system:serviceaccounts", "list", "pods", "a", "service-accounts")]
    [InlineData("jane", "system:authenticated", "list", "pods", "a", "global-default")]
    [InlineData("nobody", "", "list", "pods", "a", "catch-all")]
    public void Defaults_ClassifyAsUpstreams(string user, string group, string verb, string resource, string ns, string expected) =>
        Assert.Equal(expected, _gate.Classify(User(user, group), Resource(verb, resource, ns)).Name);

    [Fact]
    public void Probes_AreExempt() => Assert.Equal(
        "probes", _gate.Classify(User("x", "system:authenticated"), new RequestInfo { Path = "/readyz", Verb = "get" }).Name);

    [Theory]
    [InlineData("system", 74)]
    [InlineData("node-high", 98)]
    [InlineData("leader-election", 25)]
    [InlineData("workload-low", 245)]
    [InlineData("global-default", 49)]
    [InlineData("catch-all", 13)]
    public void Seats_AreSharedAsUpstreams(string level, int seats) =>
        Assert.Equal(seats, _gate.State.Levels.Single(candidate => candidate.Name == level).Limits.Nominal);

    [Fact]
    public async Task FullLevel_MakesWait_UntilSeatsAreFree()
    {
        Use(seats: 2, queues: 1, hand: 1, length: 10);
        var first = await Enter("a");
        var second = await Enter("a");
        var third = _gate.EnterAsync(User("a"), Pods, WorkEstimate.One, default).AsTask();
        Assert.False(third.IsCompleted);
        first.Release();
        Assert.False((await third).IsRejected);
        second.Release();
    }

    [Fact]
    public async Task FullQueue_Rejects()
    {
        Use(seats: 1, queues: 1, hand: 1, length: 1);
        await Enter("a");
        _ = _gate.EnterAsync(User("a"), Pods, WorkEstimate.One, default).AsTask();
        Assert.True((await Enter("a")).IsRejected);
    }

    [Fact]
    public async Task LevelWithoutQueues_Rejects()
    {
        Use(seats: 1, queues: 0, hand: 0, length: 0);
        var seats = await Enter("a");
        Assert.True((await Enter("a")).IsRejected);
        seats.Release();
        Assert.False((await Enter("a")).IsRejected);
    }

    [Fact]
    public async Task LongWait_EndsInRejection()
    {
        Use(seats: 1, queues: 1, hand: 1, length: 10);
        await Enter("a");
        var waiting = _gate.EnterAsync(User("a"), Pods, WorkEstimate.One, default).AsTask();
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.True((await waiting).IsRejected);
        Assert.Equal(1, _gate.State.Levels.Single(level => level.Name == "l").TimedOut);
    }

    [Fact]
    public async Task ClientThatGoes_LeavesItsPlace()
    {
        Use(seats: 1, queues: 1, hand: 1, length: 1);
        await Enter("a");
        using var gone = new CancellationTokenSource();
        var waiting = _gate.EnterAsync(User("a"), Pods, WorkEstimate.One, gone.Token).AsTask();
        await gone.CancelAsync();
        Assert.True((await waiting).IsRejected);
        Assert.False(_gate.EnterAsync(User("a"), Pods, WorkEstimate.One, default).IsCompleted);
    }

    [Fact]
    public async Task BusyFlow_DoesNotHoldUpAnother()
    {
        Use(seats: 1, queues: 64, hand: 4, length: 50);
        var running = await Enter("elephant");
        var elephants = Enumerable.Range(0, 40).Select(_ => _gate.EnterAsync(User("elephant"), Pods, WorkEstimate.One, default).AsTask()).ToList();
        var mouse = _gate.EnterAsync(User("mouse"), Pods, WorkEstimate.One, default).AsTask();
        var served = 0;
        while (!mouse.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(3));
            running.Release();
            var next = await Task.WhenAny(elephants.Append(mouse));
            elephants.Remove(next);
            running = await next;
            served++;
        }

        Assert.InRange(served, 1, 10);
    }

    [Fact]
    public async Task WideRequest_TakesItsSeats()
    {
        Use(seats: 20, queues: 1, hand: 1, length: 10);
        var wide = await _gate.EnterAsync(User("a"), Pods, new WorkEstimate(10), default);
        Assert.Equal(3, wide.Width);
        Assert.Equal(3, _gate.State.Levels.Single(level => level.Name == "l").SeatsInUse);
    }

    [Fact]
    public async Task Change_OfQueues_KeepsThoseThatWait()
    {
        Use(seats: 1, queues: 4, hand: 2, length: 10);
        var running = await Enter("a");
        var waiting = _gate.EnterAsync(User("a"), Pods, WorkEstimate.One, default).AsTask();
        Use(seats: 1, queues: 8, hand: 3, length: 10);
        Assert.False(waiting.IsCompleted);
        running.Release();
        Assert.False((await waiting).IsRejected);
    }

    [Fact]
    public async Task FastPath_AllocatesNothing()
    {
        var user = User("jane", "system:authenticated");
        (await _gate.EnterAsync(user, Pods, WorkEstimate.One, default)).Release();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            (await _gate.EnterAsync(user, Pods, WorkEstimate.One, default)).Release();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Use(int seats, int queues, int hand, int length)
    {
        var level = new PriorityLevelConfiguration
        {
            Metadata = new() { Name = "l" },
            Spec = new()
            {
                Type = "Limited",
                Limited = new()
                {
                    NominalConcurrencyShares = seats,
                    LimitResponse = queues == 0
                        ? new() { Type = "Reject" }
                        : new() { Type = "Queue", Queuing = new() { Queues = queues, HandSize = hand, QueueLengthLimit = length } },
                },
            },
        };
        var rest = new PriorityLevelConfiguration
        {
            Metadata = new() { Name = "catch-all" },
            Spec = new() { Type = "Limited", Limited = new() { NominalConcurrencyShares = 600 - seats, LimitResponse = new() { Type = "Reject" } } },
        };
        var schema = FlowSchemas.All.Single(candidate => candidate.Metadata.Name == "catch-all");
        _gate.Configure(
            [level, rest],
            [
                schema with
                {
                    Metadata = schema.Metadata with { Name = "s" },
                    Spec = schema.Spec with
                    {
                        MatchingPrecedence = 5,
                        PriorityLevelConfiguration = new() { Name = "l" },
                        Rules = [schema.Spec.Rules[0] with { Subjects = [new Subject { Kind = "User", User = new() { Name = "*" } }] }],
                    },
                },
            ]);
    }

    [Fact]
    public async Task Write_KeepsSeats_WhileItsEventGoesToTheWatches()
    {
        Use(seats: 20, queues: 1, hand: 1, length: 10);
        var write = new WorkEstimate(1, FinalSeats: 3, FinalTime: TimeSpan.FromMilliseconds(5)) { Watches = 3000 };
        var seats = await _gate.EnterAsync(User("a"), Pods, write, default);
        var level = _gate.State.Levels.Single(candidate => candidate.Name == "l");
        Assert.Equal((3, 1), (level.SeatsInUse, level.Executing));
        seats.Release();
        Assert.Equal((3, 0), (level.SeatsInUse, level.Executing));
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Equal(0, level.SeatsInUse);
    }

    [Fact]
    public async Task ExemptLevel_LetsEverythingIn()
    {
        for (var i = 0; i < 1000; i++)
        {
            Assert.False((await _gate.EnterAsync(User("admin", "system:masters"), Pods, new WorkEstimate(10), default)).IsRejected);
        }
    }

    [Fact]
    public async Task Metrics_TellOfDemandAndWaiting()
    {
        Use(seats: 1, queues: 1, hand: 1, length: 10);
        var first = await Enter("a");
        var second = _gate.EnterAsync(User("a"), Pods, WorkEstimate.One, default).AsTask();
        _time.Advance(TimeSpan.FromSeconds(10));
        _gate.Lend();
        var text = await TextAsync();
        Assert.Contains("apiserver_flowcontrol_current_inqueue_seats{priority_level=\"l\",flow_schema=\"s\"} 1", text);
        Assert.Contains("apiserver_flowcontrol_request_queue_length_after_enqueue_sum{priority_level=\"l\",flow_schema=\"s\"} 1", text);
        Assert.Contains("apiserver_flowcontrol_demand_seats_high_watermark{priority_level=\"l\"} 2", text);
        Assert.Contains("apiserver_current_inqueue_requests{request_kind=\"readOnly\"} 1", text);
        first.Release();
        (await second).Release();
        text = await TextAsync();
        Assert.Contains("apiserver_flowcontrol_dispatched_requests_total{priority_level=\"l\",flow_schema=\"s\"} 2", text);
        Assert.Contains("apiserver_flowcontrol_request_wait_duration_seconds_sum{priority_level=\"l\",flow_schema=\"s\",execute=\"true\"} 10", text);
        Assert.Contains("apiserver_flowcontrol_work_estimated_seats_count{priority_level=\"l\",flow_schema=\"s\"} 2", text);
    }

    private async Task<string> TextAsync()
    {
        _gate.UpdateMetrics();
        using var text = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }

    private ValueTask<Seats> Enter(string user) => _gate.EnterAsync(User(user), Pods, WorkEstimate.One, default);

    private static UserInfo User(string name, string group = "") => new() { Name = name, Groups = group.Length > 0 ? [group] : default };

    private static RequestInfo Resource(string verb, string resource, string ns)
    {
        var parts = resource.Split('/');
        return new RequestInfo
        {
            Path = "/api/v1/" + resource,
            Verb = verb,
            IsResourceRequest = true,
            ApiGroup = resource == "leases" ? "coordination.k8s.io" : "",
            ApiVersion = "v1",
            Namespace = ns,
            Resource = parts[0],
            Subresource = parts.Length > 1 ? parts[1] : "",
        };
    }
}
