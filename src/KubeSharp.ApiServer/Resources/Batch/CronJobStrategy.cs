using KubeSharp.Api.Batch.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Apps;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Batch;

/// <summary>cronjobs</summary>
internal sealed class CronJobStrategy : ResourceStrategy<CronJob>
{
    /// <summary>Eleven characters are left for the name of a job.</summary>
    private const int MaxName = 52;

    private static readonly FieldPath Spec = WorkloadChecks.Spec;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Schedule", "When the jobs run, in cron's notation."),
        Column.Text("Timezone", "Time zone of the schedule."),
        Column.Flag("Suspend", "Whether no more jobs are started."),
        Column.Number("Active", "Number of running jobs."),
        Column.Text("Last Schedule", "Time since the last job was started."),
        Column.Age,
        Column.Containers,
        Column.Images,
        Column.Selector,
    ];

    protected override CronJob Default(CronJob value)
    {
        var spec = value.Spec;
        var job = JobDefaults.ApplyTemplate(spec.JobTemplate.Spec);
        if (ReferenceEquals(job, spec.JobTemplate.Spec) && spec.ConcurrencyPolicy.Length > 0 &&
            spec is { Suspend: not null, SuccessfulJobsHistoryLimit: not null, FailedJobsHistoryLimit: not null })
        {
            return value;
        }

        return value with
        {
            Spec = spec with
            {
                JobTemplate = spec.JobTemplate with { Spec = job },
                ConcurrencyPolicy = spec.ConcurrencyPolicy.Length > 0 ? spec.ConcurrencyPolicy : "Allow",
                Suspend = spec.Suspend ?? false,
                SuccessfulJobsHistoryLimit = spec.SuccessfulJobsHistoryLimit ?? 3,
                FailedJobsHistoryLimit = spec.FailedJobsHistoryLimit ?? 1,
            },
        };
    }

    protected override CronJob PrepareForCreate(RequestContext context, CronJob value) =>
        Generations.First(value with { Status = new CronJobStatus() });

    protected override CronJob PrepareForUpdate(RequestContext context, CronJob value, CronJob old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override CronJob PrepareForStatusUpdate(RequestContext context, CronJob value, CronJob old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void Validate(RequestContext context, CronJob value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        ValidateSpec(errors, value.Spec, oldZone: null);
        if (value.Metadata.Name.Length > MaxName)
        {
            errors.InvalidText(ObjectMetaValidation.Path.Child("name"), value.Metadata.Name, $"must be no more than {MaxName} characters");
        }
    }

    protected override void ValidateUpdate(RequestContext context, CronJob value, CronJob old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ValidateSpec(errors, value.Spec, old.Spec.TimeZone);
    }

    protected override void ValidateStatusUpdate(RequestContext context, CronJob value, CronJob old, ErrorList errors) =>
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);

    protected override void Warn(RequestContext context, CronJob value, CronJob? old)
    {
        if (value.Spec.Schedule.Contains("TZ", StringComparison.Ordinal))
        {
            context.Warn("spec.schedule: CRON_TZ or TZ used in schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details");
        }

        if (old is null || old.Spec.JobTemplate.Spec.Template != value.Spec.JobTemplate.Spec.Template)
        {
            PodWarnings.Add(context, Spec.Child("jobTemplate").Child("spec").Child("template"), value.Spec.JobTemplate.Spec.Template);
        }
    }

    protected override object?[] Cells(CronJob value, DateTimeOffset now)
    {
        var template = value.Spec.JobTemplate.Spec;
        return
        [
            value.Metadata.Name,
            value.Spec.Schedule,
            CellText.OrNone(value.Spec.TimeZone),
            value.Spec.Suspend switch { true => "True", false => "False", null => CellText.Unset },
            (long)value.Status.Active.Count,
            value.Status.LastScheduleTime is { } last ? HumanDuration.Since(last, now) : CellText.None,
            CellText.Age(value.Metadata, now),
            CellText.ContainerNames(template.Template.Spec.Containers),
            CellText.ContainerImages(template.Template.Spec.Containers),
            CellText.Selector(template.Selector),
        ];
    }

    private static void ValidateSpec(ErrorList errors, CronJobSpec spec, string? oldZone)
    {
        if (spec.Schedule.Length == 0)
        {
            errors.Required(Spec.Child("schedule"), "");
        }
        else if (spec.Schedule.Contains("TZ", StringComparison.Ordinal))
        {
            errors.InvalidText(Spec.Child("schedule"), spec.Schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
        }
        else if (CronScheduleChecks.Error(spec.Schedule) is { } message)
        {
            errors.InvalidText(Spec.Child("schedule"), spec.Schedule, message);
        }

        if (spec.TimeZone != oldZone)
        {
            TimeZone(errors, spec.TimeZone);
        }

        FieldChecks.NonNegative(errors, Spec, "startingDeadlineSeconds", spec.StartingDeadlineSeconds);
        FieldChecks.RequiredOneOf(errors, Spec, "concurrencyPolicy", spec.ConcurrencyPolicy, "Allow", "Forbid", "Replace");
        var template = Spec.Child("jobTemplate");
        JobSpecChecks.Common(errors, template.Child("spec"), spec.JobTemplate.Spec);
        if (spec.JobTemplate.Spec.ManualSelector is true)
        {
            errors.NotSupported(template.Child("spec").Child("manualSelector"), "true", "nil", "false");
        }

        FieldChecks.NonNegative(errors, Spec, "successfulJobsHistoryLimit", spec.SuccessfulJobsHistoryLimit);
        FieldChecks.NonNegative(errors, Spec, "failedJobsHistoryLimit", spec.FailedJobsHistoryLimit);
    }

    private static void TimeZone(ErrorList errors, string? zone)
    {
        var path = Spec.Child("timeZone");
        switch (zone)
        {
            case null:
                break;
            case "":
                errors.InvalidText(path, zone, "timeZone must be nil or non-empty string");
                break;
            case var _ when zone.Equals("Local", StringComparison.OrdinalIgnoreCase):
                errors.InvalidText(path, zone, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
                break;
            case var _ when !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _):
                errors.InvalidText(path, zone, "unknown time zone " + zone);
                break;
        }
    }
}
