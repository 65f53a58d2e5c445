using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Apps;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Batch;

/// <summary>The selector that the server gives a job, over labels that no other job's pods can have.</summary>
internal static class JobSelectors
{
    private const string UidLabel = "batch.kubernetes.io/controller-uid";
    private const string NameLabel = "batch.kubernetes.io/job-name";
    private const string LegacyUidLabel = "controller-uid";
    private const string LegacyNameLabel = "job-name";

    public static Job Generate(Job job)
    {
        if (job.Spec.ManualSelector is true)
        {
            return job;
        }

        var old = job.Spec.Template.Metadata.Labels;
        var labels = old;
        foreach (var (key, value) in ((string, string)[])
                 [(LegacyNameLabel, job.Metadata.Name), (NameLabel, job.Metadata.Name), (LegacyUidLabel, job.Metadata.UID), (UidLabel, job.Metadata.UID)])
        {
            labels = labels.ContainsKey(key) ? labels : labels.Set(key, value);
        }

        var selector = job.Spec.Selector ?? new LabelSelector();
        if (!selector.MatchLabels.ContainsKey(UidLabel))
        {
            selector = selector with { MatchLabels = selector.MatchLabels.Set(UidLabel, job.Metadata.UID) };
        }

        var inherits = job.Metadata.Labels.Count == 0 || job.Metadata.Labels == old;
        return job with
        {
            Metadata = inherits ? job.Metadata with { Labels = labels } : job.Metadata,
            Spec = job.Spec with
            {
                Selector = selector,
                Template = job.Spec.Template with { Metadata = job.Spec.Template.Metadata with { Labels = labels } },
            },
        };
    }

    /// <summary>Nobody may have put other labels in the place of the generated ones.</summary>
    public static void Check(ErrorList errors, Job job)
    {
        if (job.Spec.ManualSelector is true || job.Spec.Selector is not { } selector)
        {
            return;
        }

        if (job.Metadata.UID.Length == 0)
        {
            errors.Required(ObjectMetaValidation.Path.Child("uid"), "");
            return;
        }

        HasLabel(errors, job, LegacyUidLabel, job.Metadata.UID);
        HasLabel(errors, job, LegacyNameLabel, job.Metadata.Name);
        HasLabel(errors, job, UidLabel, job.Metadata.UID);
        HasLabel(errors, job, NameLabel, job.Metadata.Name);
        ApiMap<string> generated = default;
        generated = generated.Set(LegacyUidLabel, job.Metadata.UID).Set(UidLabel, job.Metadata.UID)
            .Set(LegacyNameLabel, job.Metadata.Name).Set(NameLabel, job.Metadata.Name);
        if (LabelSelectorChecks.IsUsable(selector) && !LabelSelectors.Matches(selector, generated))
        {
            errors.Invalid(WorkloadChecks.Spec.Child("selector"), WorkloadChecks.Text(selector), "`selector` not auto-generated");
        }
    }

    private static void HasLabel(ErrorList errors, Job job, string key, string expected)
    {
        var path = WorkloadChecks.Spec.Child("template").Child("metadata").Child("labels").Key(key);
        var labels = job.Spec.Template.Metadata.Labels;
        if (!labels.TryGetValue(key, out var actual))
        {
            errors.Required(path, $"must be '{expected}'");
        }
        else if (actual != expected)
        {
            errors.Invalid(path, ValueText.Map(labels), $"must be '{expected}'");
        }
    }
}
