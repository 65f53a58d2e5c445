using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Workloads.CronJobs;

namespace KubeSharp.Controllers.Tests.Workloads.CronJobs;

public sealed class CronJobControllerTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public CronJobControllerTests() => _harness.Add<CronJobController, NamespacedName>(new CronJobController(_harness.Context));

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task AJobIsMadeAtEachTimeUnderANameOfTheTime()
    {
        _harness.Server.Seed(Make(new CronJobSpec { Schedule = "*/5 * * * *" }));
        await _harness.SettleAsync();
        Assert.Empty(Jobs);

        await _harness.PassAsync(TimeSpan.FromMinutes(5));
        await _harness.PassAsync(TimeSpan.FromMinutes(5));

        var minute = new DateTimeOffset(2026, 1, 1, 0, 5, 0, TimeSpan.Zero).ToUnixTimeSeconds() / 60;
        Assert.Equal([$"tick-{minute}", $"tick-{minute + 5}"], Jobs.Select(static job => job.Metadata.Name).Order());
        Assert.Equal("2026-01-01T00:05:00Z", Jobs[0].Metadata.Annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"]);
        Assert.Equal(2, Status.Active.Count);
        Assert.Equal("2026-01-01T00:10:00Z", Status.LastScheduleTime!.Value.ToString());
    }

    [Theory]
    [InlineData("Forbid", 1)]
    [InlineData("Replace", 1)]
    [InlineData("Allow", 2)]
    public async Task TheConcurrencyPolicyHolds(string policy, int expected)
    {
        _harness.Server.Seed(Make(new CronJobSpec { Schedule = "* * * * *", ConcurrencyPolicy = policy }));
        await _harness.SettleAsync();

        await _harness.PassAsync(TimeSpan.FromMinutes(1));
        var first = Assert.Single(Jobs).Metadata.Name;
        await _harness.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(expected, Jobs.Count);
        Assert.Equal(policy != "Replace", Jobs.Any(job => job.Metadata.Name == first));
    }

    [Fact]
    public async Task FinishedJobsBeyondTheHistoryGo()
    {
        _harness.Server.Seed(Make(new CronJobSpec { Schedule = "* * * * *", SuccessfulJobsHistoryLimit = 1 }));
        await _harness.SettleAsync();
        for (var i = 0; i < 3; i++)
        {
            await _harness.PassAsync(TimeSpan.FromMinutes(1));
            var job = Jobs.Single(static job => job.Status.Conditions.Count == 0);
            _harness.Server.Change<Job>("default", job.Metadata.Name, value => value with
            {
                Status = new JobStatus
                {
                    StartTime = (Time)_harness.Time.GetUtcNow(),
                    CompletionTime = (Time)_harness.Time.GetUtcNow(),
                    Conditions = [new JobCondition { Type = "Complete", Status = "True" }],
                },
            });
            await _harness.SettleAsync();
        }

        Assert.Single(Jobs);
        Assert.Empty(Status.Active);
        Assert.Equal("2026-01-01T00:03:00Z", Status.LastSuccessfulTime!.Value.ToString());
    }

    [Fact]
    public async Task ATimeThatIsTooLateIsMissed()
    {
        _harness.Server.Seed(Make(new CronJobSpec { Schedule = "0 * * * *", StartingDeadlineSeconds = 60, Suspend = true }));
        await _harness.SettleAsync();
        await _harness.PassAsync(TimeSpan.FromMinutes(62));

        _harness.Server.Change<CronJob>("default", "tick", static value => value with { Spec = value.Spec with { Suspend = false } });
        await _harness.SettleAsync();
        Assert.Empty(Jobs);

        await _harness.PassAsync(TimeSpan.FromMinutes(58));
        Assert.Single(Jobs);
    }

    [Fact]
    public void ATimeZoneCounts()
    {
        Assert.True(CronSchedule.TryParse("0 9 * * *", "Europe/Berlin", out var schedule, out _));
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 7, 0, 0, TimeSpan.Zero), schedule.Next(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.False(CronSchedule.TryParse("0 9 * * *", "Nowhere/Land", out _, out var error));
        Assert.Equal("unknown time zone Nowhere/Land", error);
    }

    [Theory]
    [InlineData("0 0 13 * 5", "2026-01-02T00:00:00Z")] // the 13th, or any Friday
    [InlineData("0 0 13 * *", "2026-01-13T00:00:00Z")]
    [InlineData("0 0 * * 1", "2026-01-05T00:00:00Z")]
    [InlineData("@daily", "2026-01-02T00:00:00Z")]
    [InlineData("5/20 * * * *", "2026-01-01T00:05:00Z")]
    public void DaysAreAlternatives(string text, string expected)
    {
        Assert.True(CronSchedule.TryParse(text, null, out var schedule, out _));
        Assert.Equal(expected, new Time(schedule.Next(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))!.Value).ToString());
    }

    [Fact]
    public async Task AnIntervalRunsFromWhenTheJobWasMade()
    {
        _harness.Server.Seed(Make(new CronJobSpec { Schedule = "@every 90s" }));
        await _harness.SettleAsync();
        await _harness.PassAsync(TimeSpan.FromSeconds(89));
        Assert.Empty(Jobs);

        await _harness.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("2026-01-01T00:01:30Z", Status.LastScheduleTime!.Value.ToString());
        await _harness.PassAsync(TimeSpan.FromSeconds(90));
        Assert.Equal(2, Jobs.Count);
    }

    private IReadOnlyList<Job> Jobs => _harness.Server.List<Job>("default");

    private CronJobStatus Status => _harness.Server.Get<CronJob>("default", "tick").Status;

    private static CronJob Make(CronJobSpec spec) => new() { Metadata = new() { Namespace = "default", Name = "tick", UID = "tick-uid" }, Spec = spec };
}
