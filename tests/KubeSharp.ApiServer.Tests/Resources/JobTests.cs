using KubeSharp.Api.Batch.V1;
using KubeSharp.ApiServer.Resources.Batch;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class JobTests
{
    private const string Template = "'template':{'spec':{'restartPolicy':'Never','containers':[{'name':'c','image':'x:1'}]}}";

    private static readonly JobStrategy Jobs = new();
    private static readonly CronJobStrategy CronJobs = new();

    [Fact]
    public void JobsGetDefaultsAndASelectorOfTheirOwn()
    {
        var job = Create(Template);

        Assert.Equal((1, 1, 6), (job.Spec.Completions, job.Spec.Parallelism, job.Spec.BackoffLimit));
        Assert.Equal(("NonIndexed", false, "TerminatingOrFailed"), (job.Spec.CompletionMode!, job.Spec.Suspend, job.Spec.PodReplacementPolicy!));
        Assert.Equal("u1", job.Spec.Selector!.MatchLabels["batch.kubernetes.io/controller-uid"]);
        Assert.Equal(
            ["batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name", "controller-uid", "job-name"],
            job.Spec.Template.Metadata.Labels.Keys);
        Assert.Equal(job.Spec.Template.Metadata.Labels, job.Metadata.Labels);
    }

    [Theory]
    [InlineData("'template':{'spec':{'containers':[{'name':'c','image':'x'}]}}", "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"")]
    [InlineData("'completionMode':'Indexed','parallelism':2," + Template, "spec.completions: Required value: when completion mode is Indexed")]
    [InlineData("'backoffLimit':-1," + Template, "spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("'managedBy':'me'," + Template, "spec.managedBy: Invalid value: \"me\": must be a domain-prefixed path (such as \"acme.io/foo\")")]
    [InlineData("'podFailurePolicy':{'rules':[{'action':'FailJob','onExitCodes':{'operator':'In','values':[0]}}]}," + Template, "spec.podFailurePolicy.rules[0].onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator")]
    [InlineData("'podFailurePolicy':{'rules':[]},'podReplacementPolicy':'TerminatingOrFailed'," + Template, "spec.podReplacementPolicy: Unsupported value: \"TerminatingOrFailed\": supported values: \"Failed\"")]
    public void ABadJobIsRefused(string spec, string error) =>
        Assert.Equal([error], StrategyRunner.CreateErrors<Job>(Jobs, "{'metadata':{'name':'j','namespace':'d'},'spec':{" + spec + "}}"));

    [Fact]
    public void TheTemplateMayChangeOnlyWhileSuspendedAndNotStarted()
    {
        var running = Create(Template);
        var suspended = Create("'suspend':true," + Template);

        Assert.Equal(["spec.template: Invalid value: [pod template]: field is immutable"], StrategyRunner.UpdateErrors(Jobs, WithNodeSelector(running), running));
        Assert.Empty(StrategyRunner.UpdateErrors(Jobs, WithNodeSelector(suspended), suspended));
        Assert.Empty(StrategyRunner.UpdateErrors(Jobs, running with { Spec = running.Spec with { Parallelism = 3, Suspend = true } }, running));
    }

    [Fact]
    public void JobsLeaveTheirPodsBehindUnlessAskedOtherwise() => Assert.Equal("Orphan", Jobs.DefaultPropagationPolicy(Create(Template)));

    [Theory]
    [InlineData("*/5 * * * *", null)]
    [InlineData("0 0 1 jan-mar mon,fri", null)]
    [InlineData("@every 5m", null)]
    [InlineData("@hourly", null)]
    [InlineData("* * * *", "expected exactly 5 fields, found 4: [* * * *]")]
    [InlineData("60 * * * *", "end of range (60) above maximum (59): 60")]
    [InlineData("a * * * *", "failed to parse int from a")]
    [InlineData("*/0 * * * *", "step of range should be a positive number: */0")]
    [InlineData("@never", "unrecognized descriptor: @never")]
    public void SchedulesAreParsed(string schedule, string? error) => Assert.Equal(
        error is null ? [] : new[] { $"spec.schedule: Invalid value: \"{schedule}\": {error}" },
        StrategyRunner.CreateErrors<CronJob>(
            CronJobs,
            "{'metadata':{'name':'c','namespace':'d'},'spec':{'schedule':'" + schedule + "','jobTemplate':{'spec':{" + Template + "}}}}"));

    [Fact]
    public void Rows()
    {
        var done = Create("'completions':3," + Template) with
        {
            Status = StrategyRunner.Read<Job>("{'status':{'succeeded':3,'startTime':'2026-05-01T11:00:00Z','completionTime':'2026-05-01T11:00:42Z','conditions':[{'type':'Complete','status':'True'}]}}").Status,
        };
        var cron = StrategyRunner.Create<CronJob>(
            CronJobs, "{'metadata':{'name':'c','namespace':'d'},'spec':{'schedule':'@hourly','jobTemplate':{'spec':{" + Template + "}}}}");

        Assert.Equal("j | Complete | 3/3 | 42s | 0s | c | x:1 | batch.kubernetes.io/controller-uid=u1", StrategyRunner.Row(Jobs, done));
        Assert.Equal("j | Running | 0/1 |  | 0s | c | x:1 | batch.kubernetes.io/controller-uid=u1", StrategyRunner.Row(Jobs, Create(Template)));
        Assert.Equal("c | @hourly | <none> | False | 0 | <none> | 0s | c | x:1 | <none>", StrategyRunner.Row(CronJobs, cron));
    }

    private static Job Create(string spec) => StrategyRunner.Create<Job>(Jobs, "{'metadata':{'name':'j','namespace':'d'},'spec':{" + spec + "}}");

    private static Job WithNodeSelector(Job job) => job with
    {
        Spec = job.Spec with
        {
            Template = job.Spec.Template with { Spec = job.Spec.Template.Spec with { NodeSelector = job.Spec.Template.Spec.NodeSelector.Set("a", "b") } },
        },
    };
}
