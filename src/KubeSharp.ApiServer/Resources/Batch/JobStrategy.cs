using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Apps;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Batch;

/// <summary>jobs</summary>
internal sealed class JobStrategy : ResourceStrategy<Job>
{
    public override IReadOnlyList<string> SelectableFields { get; } = ["status.successful"];

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Status", "Status of the job."),
        Column.Text("Completions", "Pods that succeeded, of those wanted."),
        Column.Text("Duration", "Time required to complete the job."),
        Column.Age,
        Column.Containers,
        Column.Images,
        Column.Selector,
    ];

    /// <summary>As jobs have always done: pods stay when nobody asks for them to go.</summary>
    public override string DefaultPropagationPolicy(ApiObject value) => "Orphan";

    protected override string SelectableField(Job value, string field) =>
        field == "status.successful" ? value.Status.Succeeded.ToString(CultureInfo.InvariantCulture) : "";

    protected override Job Default(Job value) => JobDefaults.Apply(value);

    protected override Job PrepareForCreate(RequestContext context, Job value) =>
        Generations.First(JobSelectors.Generate(value) with { Status = new JobStatus() });

    protected override Job PrepareForUpdate(RequestContext context, Job value, Job old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override Job PrepareForStatusUpdate(RequestContext context, Job value, Job old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void Validate(RequestContext context, Job value, ErrorList errors) => JobChecks.Validate(errors, value);

    protected override void ValidateUpdate(RequestContext context, Job value, Job old, ErrorList errors) =>
        JobChecks.ValidateUpdate(errors, value, old);

    protected override void ValidateStatusUpdate(RequestContext context, Job value, Job old, ErrorList errors) =>
        JobChecks.ValidateStatusUpdate(errors, value, old);

    protected override void Warn(RequestContext context, Job value, Job? old)
    {
        if (old is null && !NameRules.IsDns1123Label(value.Metadata.Name) && value.Metadata.Name.Length > 0)
        {
            context.Warn(
                "metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [" +
                string.Join(' ', NameMessages.Dns1123Label(value.Metadata.Name)) + "]");
        }

        if (old is null || old.Spec.Template != value.Spec.Template)
        {
            PodWarnings.Add(context, WorkloadChecks.Spec.Child("template"), value.Spec.Template);
        }
    }

    protected override object?[] Cells(Job value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        Status(value),
        Completions(value),
        Duration(value.Status, now),
        CellText.Age(value.Metadata, now),
        CellText.ContainerNames(value.Spec.Template.Spec.Containers),
        CellText.ContainerImages(value.Spec.Template.Spec.Containers),
        CellText.Selector(value.Spec.Selector),
    ];

    private static string Status(Job job)
    {
        if (Has(job, "Complete"))
        {
            return "Complete";
        }

        if (Has(job, "Failed"))
        {
            return "Failed";
        }

        if (job.Metadata.DeletionTimestamp is not null)
        {
            return "Terminating";
        }

        foreach (var condition in (string[])["Suspended", "FailureTarget", "SuccessCriteriaMet"])
        {
            if (Has(job, condition))
            {
                return condition;
            }
        }

        return "Running";
    }

    private static bool Has(Job job, string type) => job.Status.Conditions.FindIndex(c => c.Type == type && c.Status == "True") >= 0;

    private static string Completions(Job job) => job.Spec switch
    {
        { Completions: { } completions } => $"{job.Status.Succeeded}/{completions}",
        { Parallelism: > 1 } => $"{job.Status.Succeeded}/1 of {job.Spec.Parallelism}",
        _ => $"{job.Status.Succeeded}/1",
    };

    private static string Duration(JobStatus status, DateTimeOffset now)
    {
        if (status.StartTime is not { } start)
        {
            return "";
        }

        return HumanDuration.Format((status.CompletionTime is { } end ? end.Value : now) - start.Value);
    }
}
