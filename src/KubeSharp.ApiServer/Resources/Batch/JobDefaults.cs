using KubeSharp.Api.Batch.V1;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Batch;

/// <summary>Defaults of jobs.</summary>
internal static class JobDefaults
{
    private static readonly Func<PodFailurePolicyRule, PodFailurePolicyRule> Rule = static r =>
        r.OnPodConditions.Map(Condition!) is var conditions && conditions.SameAs(r.OnPodConditions) ? r : r with { OnPodConditions = conditions };

    private static readonly Func<PodFailurePolicyOnPodConditionsPattern, PodFailurePolicyOnPodConditionsPattern> Condition = static c =>
        c.Status.Length > 0 ? c : c with { Status = "True" };

    public static Job Apply(Job job)
    {
        var spec = ApplyTemplate(job.Spec);
        if (spec is { Parallelism: null } or { BackoffLimit: null } or { CompletionMode: null } or { Suspend: null } or { PodReplacementPolicy: null })
        {
            var single = spec is { Parallelism: null, Completions: null };
            spec = spec with
            {
                Completions = single ? 1 : spec.Completions,
                Parallelism = spec.Parallelism ?? 1,
                BackoffLimit = spec.BackoffLimit ?? (spec.BackoffLimitPerIndex is null ? 6 : int.MaxValue),
                CompletionMode = spec.CompletionMode ?? "NonIndexed",
                Suspend = spec.Suspend ?? false,
                PodReplacementPolicy = spec.PodReplacementPolicy ?? (spec.PodFailurePolicy is null ? "TerminatingOrFailed" : "Failed"),
            };
        }

        var labels = spec.Template.Metadata.Labels;
        var meta = job.Metadata.Labels.Count == 0 && labels.Count > 0 ? job.Metadata with { Labels = labels } : job.Metadata;
        return ReferenceEquals(spec, job.Spec) && ReferenceEquals(meta, job.Metadata) ? job : job with { Spec = spec, Metadata = meta };
    }

    /// <summary>What a CronJob's template is given; the rest is left for the jobs made from it.</summary>
    public static JobSpec ApplyTemplate(JobSpec spec)
    {
        var template = PodSpecDefaults.Apply(spec.Template);
        if (!ReferenceEquals(template, spec.Template))
        {
            spec = spec with { Template = template };
        }

        if (spec.PodFailurePolicy is { } policy)
        {
            var rules = policy.Rules.Map(Rule);
            spec = rules.SameAs(policy.Rules) ? spec : spec with { PodFailurePolicy = policy with { Rules = rules } };
        }

        return spec;
    }
}
