using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>What a job's pods have come to, counting each finished pod once.</summary>
internal sealed class JobView
{
    public JobView(Job job, IReadOnlyList<Pod> pods, TrackingFinalizer tracking)
    {
        Job = job;
        Pods = pods;
        IsIndexed = job.Spec.CompletionMode == "Indexed";
        Uncounted = job.Status.UncountedTerminatedPods ?? new UncountedTerminatedPods();
        var counted = Uncounted.Succeeded.Concat(Uncounted.Failed).ToHashSet();
        foreach (var pod in pods)
        {
            if (pod.IsActive())
            {
                Active.Add(pod);
            }
            else if (pod.IsTerminating() && !pod.IsFinished())
            {
                Terminating++;
            }

            if (tracking.Holds(pod) && !counted.Contains(pod.Metadata.UID))
            {
                Classify(pod);
            }
        }

        Ready = Active.Count(static pod => pod.IsReady());
        Failed = job.Status.Failed + Uncounted.Failed.Count + NewFailed.Count;
        SucceededIndexes = IsIndexed ? CompletionIndexes.Parse(job.Status.CompletedIndexes, Completions) : [];
        SucceededIndexes.UnionWith(NewSucceeded.Select(CompletionIndexes.Of).Where(index => IsIndexed && index >= 0 && index < Completions));
        FailedIndexes = IsIndexed ? CompletionIndexes.Parse(job.Status.FailedIndexes ?? "", Completions) : [];
        Succeeded = IsIndexed ? SucceededIndexes.Count : job.Status.Succeeded + Uncounted.Succeeded.Count + NewSucceeded.Count;
        AddFailedIndexes();
    }

    public Job Job { get; }

    public IReadOnlyList<Pod> Pods { get; }

    public bool IsIndexed { get; }

    public bool IsSuspended => Job.Spec.Suspend == true;

    /// <summary>The number of indexes of an indexed job.</summary>
    public int Completions => Job.Spec.Completions ?? 0;

    public UncountedTerminatedPods Uncounted { get; }

    public List<Pod> Active { get; } = [];

    /// <summary>Being deleted, and not finished yet.</summary>
    public int Terminating { get; }

    public int Ready { get; }

    public int Succeeded { get; }

    public int Failed { get; }

    public SortedSet<int> SucceededIndexes { get; }

    /// <summary>Indexes that are given up (backoffLimitPerIndex, or the failure policy).</summary>
    public SortedSet<int> FailedIndexes { get; }

    /// <summary>Pods that succeeded and are not counted yet.</summary>
    public List<Pod> NewSucceeded { get; } = [];

    /// <summary>Pods that failed, count as failures, and are not counted yet.</summary>
    public List<Pod> NewFailed { get; } = [];

    /// <summary>Pods whose failure the policy ignores.</summary>
    public List<Pod> NewIgnored { get; } = [];

    /// <summary>The message of a rule that fails the job; null if none matched.</summary>
    public string? FailJobMessage { get; private set; }

    /// <summary>A pod is replaced when it has failed, or as soon as it is being deleted.</summary>
    public bool ReplacesOnlyFailed => Job.Spec.PodFailurePolicy is not null || Job.Spec.PodReplacementPolicy == "Failed";

    private void Classify(Pod pod)
    {
        if (pod.Status.Phase == PodPhase.PodSucceeded)
        {
            NewSucceeded.Add(pod);
            return;
        }

        if (pod.Status.Phase != PodPhase.PodFailed && (ReplacesOnlyFailed || !pod.IsTerminating()))
        {
            return;
        }

        var rule = PodFailurePolicies.Decide(Job.Spec.PodFailurePolicy, pod);
        switch (rule.Action)
        {
            case "Ignore":
                NewIgnored.Add(pod);
                return;
            case "FailJob":
                FailJobMessage ??= rule.Message;
                break;
            case "FailIndex" when IsIndexed:
                GivenUp.Add(CompletionIndexes.Of(pod));
                break;
        }

        NewFailed.Add(pod);
    }

    private HashSet<int> GivenUp { get; } = [];

    /// <summary>With a limit per index, an index is lost when more of its pods failed than that.</summary>
    private void AddFailedIndexes()
    {
        if (Job.Spec.BackoffLimitPerIndex is not { } limit)
        {
            return;
        }

        FailedIndexes.UnionWith(GivenUp);
        var failures = Pods.Where(static pod => pod.Status.Phase == PodPhase.PodFailed).CountBy(CompletionIndexes.Of);
        foreach (var (index, count) in failures)
        {
            if (index >= 0 && index < Completions && count > limit && !SucceededIndexes.Contains(index))
            {
                FailedIndexes.Add(index);
            }
        }
    }
}
