using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Workloads.Jobs;

namespace KubeSharp.Controllers.Tests.Workloads.Jobs;

public sealed class JobControllerTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public JobControllerTests()
    {
        _harness.Add<JobController, NamespacedName>(new JobController(_harness.Context));
        _harness.Add<OrphanedJobPods, NamespacedName>(new OrphanedJobPods(_harness.Context));
        _harness.Add<TtlAfterFinishedController, NamespacedName>(new TtlAfterFinishedController(_harness.Context));
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task AJobCompletesAfterItsCompletions()
    {
        _harness.Server.Seed(Make(new JobSpec { Parallelism = 2, Completions = 3 }));
        await _harness.SettleAsync();
        Assert.Equal(2, Status.Active);
        Assert.All(Pods, static pod => Assert.Contains(TrackingFinalizer.Name, pod.Metadata.Finalizers));

        await FinishAsync("Succeeded");
        Assert.Equal((1, 2), (Status.Active, Status.Succeeded));
        await FinishAsync("Succeeded");

        Assert.Equal((0, 3, 0), (Status.Active, Status.Succeeded, Status.Failed));
        Assert.Equal(["SuccessCriteriaMet", "Complete"], Status.Conditions.Select(static condition => condition.Type));
        Assert.NotNull(Status.CompletionTime);
        Assert.Contains("Completed: Job completed", _harness.Events.All);
        Assert.All(Pods, static pod => Assert.Empty(pod.Metadata.Finalizers));
    }

    [Fact]
    public async Task TheEndIsToldOnce_ThoughTheServerRefusesItFirst()
    {
        _harness.Server.Seed(Make(new JobSpec { Parallelism = 1, Completions = 1 }));
        await _harness.SettleAsync();
        var refusals = 2;
        _harness.Server.BeforeRequest = request =>
        {
            if (request is { Subresource: "status", Body: Job job } && job.Status.CompletionTime is not null && refusals-- > 0)
            {
                throw ApiErrors.Conflict("batch", "jobs", job.Metadata.Name, "the object has been modified");
            }
        };
        await FinishAsync("Succeeded");
        await _harness.PassAsync(TimeSpan.FromSeconds(10));
        await _harness.PassAsync(TimeSpan.FromSeconds(10));

        Assert.NotNull(Status.CompletionTime);
        Assert.Single(_harness.Events.All, static told => told == "Completed: Job completed");
    }

    [Fact]
    public async Task FailedPodsAreReplacedAfterABackoff()
    {
        _harness.Server.Seed(Make(new JobSpec { Parallelism = 1, Completions = 1, BackoffLimit = 4 }));
        await _harness.SettleAsync();

        await FinishAsync("Failed");
        Assert.Equal((0, 1), (Status.Active, Status.Failed));
        await _harness.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, Status.Active);
        await FinishAsync("Failed");
        await _harness.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, Status.Active);
        await _harness.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, Status.Active);
    }

    [Fact]
    public async Task AJobFailsAtItsBackoffLimit()
    {
        _harness.Server.Seed(Make(new JobSpec { Parallelism = 1, Completions = 1, BackoffLimit = 0 }));
        await _harness.SettleAsync();

        await FinishAsync("Failed");

        var condition = Status.Conditions.Single(static condition => condition.Type == "Failed");
        Assert.Equal(("BackoffLimitExceeded", "Job has reached the specified backoff limit"), (condition.Reason, condition.Message));
        Assert.Equal(1, Status.Failed);
    }

    [Fact]
    public async Task AJobFailsAtItsDeadlineOnceItsPodsHaveStopped()
    {
        _harness.Server.Seed(Make(new JobSpec { Parallelism = 1, Completions = 1, ActiveDeadlineSeconds = 30 }));
        await _harness.SettleAsync();
        _harness.Server.RunAll(_harness.Time.GetUtcNow());

        await _harness.PassAsync(TimeSpan.FromSeconds(30));
        await _harness.SettleAsync();

        Assert.Equal("DeadlineExceeded", Status.Conditions.Single(static condition => condition.Type == "Failed").Reason);
        Assert.Empty(Pods);
    }

    [Fact]
    public async Task IndexedPodsKnowTheirIndexAndFailedOnesAreMadeAgain()
    {
        _harness.Server.Seed(Make(new JobSpec { Parallelism = 3, Completions = 3, CompletionMode = "Indexed" }));
        await _harness.SettleAsync();
        Assert.Equal(["0", "1", "2"], Pods.Select(static pod => pod.Metadata.Annotations[CompletionIndexes.Annotation]).Order());
        Assert.All(Pods, static pod => Assert.Equal("JOB_COMPLETION_INDEX", Assert.Single(pod.Spec.Containers[0].Env).Name));

        foreach (var pod in Pods)
        {
            _harness.Server.SetPhase(pod, CompletionIndexes.Of(pod) == 1 ? "Failed" : "Succeeded", ready: false, _harness.Time.GetUtcNow());
        }

        await _harness.SettleAsync();
        Assert.Equal("0,2", Status.CompletedIndexes);
        await _harness.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, CompletionIndexes.Of(Assert.Single(Pods, static pod => pod.Status.Phase == "")));
        await FinishAsync("Succeeded");
        Assert.Equal("0-2", Status.CompletedIndexes);
        Assert.True(_harness.Server.Get<Job>("default", "work").IsFinished());
    }

    [Fact]
    public async Task ASuspendedJobStopsItsPodsAndResumes()
    {
        _harness.Server.Seed(Make(new JobSpec { Parallelism = 2, Completions = 2 }));
        await _harness.SettleAsync();

        Change(static spec => spec with { Suspend = true });
        await _harness.SettleAsync();
        Assert.Empty(Pods);
        Assert.Contains("Suspended: Job suspended", _harness.Events.All);
        Assert.Null(Status.StartTime);

        Change(static spec => spec with { Suspend = false });
        await _harness.SettleAsync();
        Assert.Equal(2, Status.Active);
        Assert.Equal("JobResumed", Assert.Single(Status.Conditions).Reason);
    }

    [Fact]
    public async Task AFailurePolicyCanIgnoreOrEnd()
    {
        var policy = new PodFailurePolicy
        {
            Rules =
            [
                new PodFailurePolicyRule { Action = "Ignore", OnPodConditions = [new() { Type = "DisruptionTarget", Status = "True" }] },
                new PodFailurePolicyRule { Action = "FailJob", OnExitCodes = new() { Operator = "In", Values = [42] } },
            ],
        };
        _harness.Server.Seed(Make(new JobSpec { Parallelism = 1, Completions = 1, BackoffLimit = 0, PodFailurePolicy = policy }));
        await _harness.SettleAsync();

        var disrupted = Assert.Single(Pods);
        _harness.Server.Change<Pod>("default", disrupted.Metadata.Name, static pod => pod with
        {
            Status = new PodStatus { Phase = "Failed", Conditions = [new PodCondition { Type = "DisruptionTarget", Status = "True" }] },
        });
        await _harness.SettleAsync();
        Assert.Equal((1, 0), (Status.Active, Status.Failed));

        var broken = Assert.Single(Pods, static pod => pod.Status.Phase == "");
        _harness.Server.Change<Pod>("default", broken.Metadata.Name, static pod => pod with
        {
            Status = new PodStatus
            {
                Phase = "Failed",
                ContainerStatuses = [new ContainerStatus { Name = "main", State = new() { Terminated = new() { ExitCode = 42 } } }],
            },
        });
        await _harness.SettleAsync();

        var condition = Status.Conditions.Single(static condition => condition.Type == "Failed");
        Assert.Equal($"Container main for pod default/{broken.Metadata.Name} failed with exit code 42 matching FailJob rule at index 1", condition.Message);
    }

    [Fact]
    public async Task AFinishedJobGoesAfterItsTtl()
    {
        _harness.Server.Seed(Make(new JobSpec { Parallelism = 1, Completions = 1, TTLSecondsAfterFinished = 60 }));
        await _harness.SettleAsync();
        await FinishAsync("Succeeded");

        await _harness.PassAsync(TimeSpan.FromSeconds(59));
        Assert.Null(_harness.Server.Get<Job>("default", "work").Metadata.DeletionTimestamp);
        await _harness.PassAsync(TimeSpan.FromSeconds(1));

        Assert.NotNull(_harness.Server.Get<Job>("default", "work").Metadata.DeletionTimestamp);
    }

    [Fact]
    public async Task PodsOfADeletedJobLoseTheirFinalizer()
    {
        _harness.Server.Seed(Make(new JobSpec { Parallelism = 2, Completions = 2 }));
        await _harness.SettleAsync();

        _harness.Server.Remove<Job>("default", "work");
        await _harness.SettleAsync();

        Assert.All(Pods, static pod => Assert.Empty(pod.Metadata.Finalizers));
    }

    private JobStatus Status => _harness.Server.Get<Job>("default", "work").Status;

    private IReadOnlyList<Pod> Pods => _harness.Server.List<Pod>("default");

    private void Change(Func<JobSpec, JobSpec> change) =>
        _harness.Server.Change<Job>("default", "work", job => job with { Spec = change(job.Spec) });

    private async Task FinishAsync(string phase)
    {
        foreach (var pod in Pods.Where(static pod => pod.Status.Phase == ""))
        {
            _harness.Server.SetPhase(pod, phase, ready: false, _harness.Time.GetUtcNow());
        }

        await _harness.SettleAsync();
    }

    private static Job Make(JobSpec spec)
    {
        var labels = ApiMap<string>.From([new("batch.kubernetes.io/controller-uid", "job-uid")]);
        return new Job
        {
            Metadata = new() { Namespace = "default", Name = "work", UID = "job-uid" },
            Spec = spec with
            {
                Selector = new LabelSelector { MatchLabels = labels },
                Template = new PodTemplateSpec
                {
                    Metadata = new() { Labels = labels },
                    Spec = new PodSpec { RestartPolicy = "Never", Containers = [new Container { Name = "main", Image = "work" }] },
                },
            },
        };
    }
}
