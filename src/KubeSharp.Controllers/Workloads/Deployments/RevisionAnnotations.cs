using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;

namespace KubeSharp.Controllers.Workloads.Deployments;

/// <summary>The annotations by which deployments number their sets; kubectl's rollout commands read them.</summary>
internal static class RevisionAnnotations
{
    public const string Revision = "deployment.kubernetes.io/revision";
    private const string History = "deployment.kubernetes.io/revision-history";
    private const string DesiredReplicasKey = "deployment.kubernetes.io/desired-replicas";
    private const string MaxReplicasKey = "deployment.kubernetes.io/max-replicas";
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";
    private const string RollbackTo = "deprecated.deployment.rollback.to";

    /// <summary>Characters of history that are kept; older revisions fall out.</summary>
    private const int MaxHistory = 2000;

    private static readonly HashSet<string> NotCopied = [LastApplied, Revision, History, DesiredReplicasKey, MaxReplicasKey, RollbackTo];

    /// <summary>The number in the annotation; 0 if there is none.</summary>
    public static long RevisionOf(ApiObject value) => Number(value, Revision) ?? 0;

    public static long? DesiredReplicas(ReplicaSet set) => Number(set, DesiredReplicasKey);

    public static int? MaxReplicas(ReplicaSet set) => (int?)Number(set, MaxReplicasKey);

    public static ReplicaSet WithReplicas(ReplicaSet set, int desired, int max) => Annotated(set, set.Metadata.Annotations
        .Set(DesiredReplicasKey, Text(desired))
        .Set(MaxReplicasKey, Text(max)));

    /// <summary>The deployment's own annotations, and a revision that never goes down.</summary>
    public static ReplicaSet WithRevision(ReplicaSet set, Deployment deployment, long revision)
    {
        var annotations = set.Metadata.Annotations;
        foreach (var (key, value) in deployment.Metadata.Annotations)
        {
            if (!NotCopied.Contains(key))
            {
                annotations = annotations.Set(key, value);
            }
        }

        var old = RevisionOf(set);
        if (old < revision)
        {
            annotations = annotations.Set(Revision, Text(revision));
            if (old > 0)
            {
                annotations = annotations.Set(History, Append(annotations.GetValueOrDefault(History, ""), old));
            }
        }

        return annotations == set.Metadata.Annotations ? set : Annotated(set, annotations);
    }

    private static ReplicaSet Annotated(ReplicaSet set, ApiMap<string> annotations) =>
        set with { Metadata = set.Metadata with { Annotations = annotations } };

    private static string Append(string history, long revision)
    {
        var entries = history.Length == 0 ? [] : history.Split(',').ToList();
        entries.Add(Text(revision));
        while (entries.Sum(static entry => entry.Length + 1) > MaxHistory)
        {
            entries.RemoveAt(0);
        }

        return string.Join(',', entries);
    }

    private static long? Number(ApiObject value, string key) =>
        long.TryParse(value.Metadata.Annotations.GetValueOrDefault(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
