using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.StatefulSets;

/// <summary>What the controller asks about the pods of a stateful set.</summary>
internal static class StatefulPodStates
{
    public const string RevisionLabel = "controller-revision-hash";

    /// <summary>Whether the pod is in the API server already, and not only planned.</summary>
    public static bool IsCreated(this Pod pod) => pod.Metadata.UID.Length > 0;

    public static bool IsRunningAndReady(this Pod pod) => pod.Status.Phase == PodPhase.PodRunning && pod.IsReady();

    public static bool IsRunningAndAvailable(this Pod pod, StatefulSet set, DateTimeOffset now) =>
        pod.IsRunningAndReady() && pod.IsAvailable(set.Spec.MinReadySeconds, now);

    public static bool IsHealthy(this Pod pod, StatefulSet set, DateTimeOffset now) =>
        pod.IsRunningAndAvailable(set, now) && !pod.IsTerminating();

    public static string Revision(this Pod pod) => pod.Metadata.Labels.GetValueOrDefault(RevisionLabel) ?? "";
}
