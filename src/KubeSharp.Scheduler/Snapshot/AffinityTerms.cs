using KubeSharp.Api.Core.V1;

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>The pod affinity terms of a pod, prepared for matching.</summary>
internal sealed class AffinityTerms
{
    private static readonly AffinityTerms None = new();

    public IReadOnlyList<AffinityTerm> Required { get; private init; } = [];

    public IReadOnlyList<AffinityTerm> RequiredAnti { get; private init; } = [];

    public IReadOnlyList<(AffinityTerm Term, int Weight)> Preferred { get; private init; } = [];

    public IReadOnlyList<(AffinityTerm Term, int Weight)> PreferredAnti { get; private init; } = [];

    public bool IsEmpty => Required.Count + RequiredAnti.Count + Preferred.Count + PreferredAnti.Count == 0;

    public static AffinityTerms Of(string ns, Affinity? affinity)
    {
        var with = affinity?.PodAffinity;
        var against = affinity?.PodAntiAffinity;
        return with is null && against is null
            ? None
            : new AffinityTerms
            {
                Required = [.. (with?.RequiredDuringSchedulingIgnoredDuringExecution ?? default).Select(term => new AffinityTerm(ns, term))],
                RequiredAnti = [.. (against?.RequiredDuringSchedulingIgnoredDuringExecution ?? default).Select(term => new AffinityTerm(ns, term))],
                Preferred = [.. (with?.PreferredDuringSchedulingIgnoredDuringExecution ?? default).Select(term => (new AffinityTerm(ns, term.PodAffinityTerm), term.Weight))],
                PreferredAnti = [.. (against?.PreferredDuringSchedulingIgnoredDuringExecution ?? default).Select(term => (new AffinityTerm(ns, term.PodAffinityTerm), term.Weight))],
            };
    }
}
