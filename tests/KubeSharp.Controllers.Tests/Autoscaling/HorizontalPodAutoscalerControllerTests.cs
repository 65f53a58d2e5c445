using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Autoscaling.V2;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Autoscaling;

namespace KubeSharp.Controllers.Tests.Autoscaling;

public sealed class HorizontalPodAutoscalerControllerTests : IAsyncDisposable
{
    private static readonly ApiMap<string> Labels = ApiMap<string>.From([new("app", "web")]);

    private readonly ControllerHarness _harness = new();
    private readonly FakeMetrics _metrics;

    public HorizontalPodAutoscalerControllerTests()
    {
        _metrics = new FakeMetrics(_harness.Time);
        _harness.Add<HorizontalPodAutoscalerController, NamespacedName>(new HorizontalPodAutoscalerController(_harness.Context, _metrics));
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Theory]
    [InlineData(2, 90, 4)] // 90 % of the request where 50 are wanted
    [InlineData(2, 54, 2)] // within the tolerance
    [InlineData(4, 500, 8)] // not more than twice as many at once
    public async Task UtilizationDecides(int replicas, int percent, int expected)
    {
        Seed(replicas, Cpu(50));
        Use(replicas, percent);

        await RoundAsync();

        Assert.Equal(expected, Replicas);
        Assert.Equal((replicas, expected), (Status.CurrentReplicas, Status.DesiredReplicas));
        Assert.Equal(percent, Assert.Single(Status.CurrentMetrics).Resource!.Current.AverageUtilization);
        Assert.Equal("True", Condition("ScalingActive").Status);
    }

    [Fact]
    public async Task ScalingDownWaitsForFiveMinutes()
    {
        Seed(4, Cpu(50));
        Use(4, 50);
        await RoundAsync();
        Use(4, 10);
        await RoundAsync();
        Assert.Equal(4, Replicas);
        Assert.Equal("ScaleDownStabilized", Condition("AbleToScale").Reason);

        for (var i = 0; i < 21; i++)
        {
            await RoundAsync();
        }

        Assert.Equal(1, Replicas);
        Assert.Contains("SuccessfulRescale: New size: 1; reason: All metrics below target", _harness.Events.All);
    }

    [Fact]
    public async Task TheBoundsHoldWhateverTheMetricsSay()
    {
        Seed(12, Cpu(50), max: 10);
        await RoundAsync();
        Assert.Equal(10, Replicas);
        Assert.Contains("SuccessfulRescale: New size: 10; reason: Current number of replicas above Spec.MaxReplicas", _harness.Events.All);
    }

    [Fact]
    public async Task ATargetOfNoReplicasIsLeftAlone()
    {
        Seed(0, Cpu(50));
        await RoundAsync();

        Assert.Equal(0, Replicas);
        Assert.Equal(("False", "ScalingDisabled"), (Condition("ScalingActive").Status, Condition("ScalingActive").Reason));
    }

    [Fact]
    public async Task PodsWithoutASampleMakeTheStepSmaller()
    {
        // Three pods at twice the target would be six; with one of them unknown it is taken to use nothing: 4/3 of three.
        Seed(3, Cpu(50));
        Use(2, 100);

        await RoundAsync();

        Assert.Equal(4, Replicas);
    }

    [Fact]
    public async Task AFailingMetricIsToldAndChangesNothing()
    {
        Seed(2, Cpu(50));
        _metrics.Failure = "unable to fetch metrics from resource metrics API: gone";

        await RoundAsync();

        Assert.Equal(2, Replicas);
        Assert.Equal(
            ("False", "FailedGetResourceMetric", "the HPA was unable to compute the replica count: failed to get cpu utilization: unable to fetch metrics from resource metrics API: gone"),
            (Condition("ScalingActive").Status, Condition("ScalingActive").Reason, Condition("ScalingActive").Message));
    }

    [Fact]
    public async Task AMetricThatFailsKeepsTheOthersFromShrinkingOnly()
    {
        var external = new MetricSpec
        {
            Type = "External",
            External = new() { Metric = new() { Name = "queue" }, Target = new() { Type = "AverageValue", AverageValue = "10" } },
        };
        Seed(2, [.. Cpu(50), external]);
        Use(2, 10);
        await RoundAsync();
        Assert.Equal(("False", "FailedGetExternalMetric"), (Condition("ScalingActive").Status, Condition("ScalingActive").Reason));

        _metrics.Single = 35_000;
        await RoundAsync();
        Assert.Equal(4, Replicas);
    }

    [Fact]
    public async Task BehaviorLimitsTheSpeed()
    {
        var behavior = new HorizontalPodAutoscalerBehavior
        {
            ScaleUp = new() { SelectPolicy = "Max", StabilizationWindowSeconds = 0, Policies = [new() { Type = "Pods", Value = 1, PeriodSeconds = 60 }] },
            ScaleDown = new() { SelectPolicy = "Disabled", StabilizationWindowSeconds = 0, Policies = [new() { Type = "Percent", Value = 100, PeriodSeconds = 15 }] },
        };
        Seed(2, Cpu(50), behavior: behavior);
        Use(2, 200);
        await RoundAsync();
        Assert.Equal(3, Replicas);
        await RoundAsync();
        Assert.Equal(3, Replicas);
        Assert.Equal(("True", "ScaleUpLimit"), (Condition("ScalingLimited").Status, Condition("ScalingLimited").Reason));

        Use(2, 1);
        await _harness.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(3, Replicas);
        Assert.Equal("ScaleDownLimit", Condition("ScalingLimited").Reason);
    }

    [Fact]
    public async Task ToleranceCanBeNarrower()
    {
        Seed(10, Cpu(50), max: 30, behavior: new() { ScaleUp = new() { Tolerance = "0.01", SelectPolicy = "Max", Policies = [new() { Type = "Percent", Value = 100, PeriodSeconds = 15 }] } });
        Use(10, 53);

        await RoundAsync();

        Assert.Equal(11, Replicas);
    }

    [Fact]
    public async Task AMissingTargetIsTold()
    {
        Seed(1, Cpu(50));
        _harness.Server.Remove<Deployment>("default", "web");
        await RoundAsync();

        Assert.Equal(("False", "FailedGetScale"), (Condition("AbleToScale").Status, Condition("AbleToScale").Reason));
    }

    private int Replicas => _harness.Server.Get<Deployment>("default", "web").Spec.Replicas!.Value;

    private HorizontalPodAutoscalerStatus Status => _harness.Server.Get<HorizontalPodAutoscaler>("default", "web").Status;

    private HorizontalPodAutoscalerCondition Condition(string type) => Status.Conditions.Single(condition => condition.Type == type);

    private static ApiList<MetricSpec> Cpu(int percent) =>
        [new() { Type = "Resource", Resource = new() { Name = "cpu", Target = new() { Type = "Utilization", AverageUtilization = percent } } }];

    /// <summary>Every pod requests a whole CPU.</summary>
    private void Use(int pods, int percent)
    {
        _metrics.Pods.Clear();
        for (var i = 0; i < pods; i++)
        {
            _metrics.Pods[$"web-{i}"] = percent * 10;
        }
    }

    private async Task RoundAsync()
    {
        await _harness.SettleAsync();
        await _harness.PassAsync(TimeSpan.FromSeconds(15));
    }

    private void Seed(int replicas, ApiList<MetricSpec> metrics, int max = 10, HorizontalPodAutoscalerBehavior? behavior = null)
    {
        _harness.Server.Seed(new Deployment
        {
            Metadata = new() { Namespace = "default", Name = "web" },
            Spec = new() { Replicas = replicas, Selector = new() { MatchLabels = Labels } },
            Status = new() { Replicas = replicas },
        });
        for (var i = 0; i < replicas; i++)
        {
            _harness.Server.Seed(new Pod
            {
                Metadata = new() { Namespace = "default", Name = $"web-{i}", Labels = Labels },
                Spec = new() { Containers = [new() { Name = "c", Resources = new() { Requests = ApiMap<Quantity>.From([new("cpu", "1")]) } }] },
                Status = new()
                {
                    Phase = "Running",
                    StartTime = _harness.Time.GetUtcNow().AddHours(-1),
                    Conditions = [new() { Type = "Ready", Status = "True", LastTransitionTime = _harness.Time.GetUtcNow().AddHours(-1) }],
                },
            });
        }

        _harness.Server.Seed(new HorizontalPodAutoscaler
        {
            Metadata = new() { Namespace = "default", Name = "web" },
            Spec = new()
            {
                ScaleTargetRef = new() { APIVersion = "apps/v1", Kind = "Deployment", Name = "web" },
                MinReplicas = 1,
                MaxReplicas = max,
                Metrics = metrics,
                Behavior = behavior,
            },
        });
    }
}
