using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Pods;

/// <summary>
/// The order in which pods are given up when there are too many: unassigned, not running, not ready, cheap (pod-deletion-cost, KEP-2255),
/// crowded on a node, ready for the shortest time, restarted most, newest. Times count by their magnitude (KEP-2185).
/// </summary>
internal static class PodRanking
{
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";

    /// <param name="pods">The pods, sorted in place; the first go first.</param>
    /// <param name="crowd">How many pods of the same kind are on the pod's node.</param>
    /// <param name="now">The moment from which ages are measured.</param>
    public static void Sort(List<Pod> pods, Func<Pod, int> crowd, DateTimeOffset now) =>
        pods.Sort((left, right) => Compare(left, right, crowd, now));

    private static int Compare(Pod left, Pod right, Func<Pod, int> crowd, DateTimeOffset now)
    {
        int order;
        if ((order = (left.Spec.NodeName.Length > 0).CompareTo(right.Spec.NodeName.Length > 0)) != 0
            || (order = Phase(left).CompareTo(Phase(right))) != 0
            || (order = left.IsReady().CompareTo(right.IsReady())) != 0
            || (order = Cost(left).CompareTo(Cost(right))) != 0
            || (order = crowd(right).CompareTo(crowd(left))) != 0)
        {
            return order;
        }

        if (left.IsReady() && (order = CompareAges(ReadySince(left), ReadySince(right), now)) != 0)
        {
            return order;
        }

        return (order = right.MaxRestarts().CompareTo(left.MaxRestarts())) != 0
            ? order
            : CompareAges(left.Metadata.CreationTimestamp, right.Metadata.CreationTimestamp, now) is var byAge && byAge != 0
                ? byAge
                : string.CompareOrdinal(left.Metadata.UID, right.Metadata.UID);
    }

    private static int Phase(Pod pod) => pod.Status.Phase switch
    {
        PodPhase.PodPending => 0,
        PodPhase.PodUnknown => 1,
        PodPhase.PodRunning => 2,
        _ => 0,
    };

    private static int Cost(Pod pod) =>
        int.TryParse(pod.Metadata.Annotations.GetValueOrDefault(DeletionCost), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cost)
            ? cost
            : 0;

    private static Time ReadySince(Pod pod) => pod.Condition(PodConditionType.PodReady)?.LastTransitionTime ?? default;

    /// <summary>The younger first; an unknown age counts as newest.</summary>
    private static int CompareAges(Time left, Time right, DateTimeOffset now)
    {
        if (left == right)
        {
            return 0;
        }

        if (left.IsZero || right.IsZero)
        {
            return left.IsZero ? -1 : 1;
        }

        return Magnitude(now - left.Value).CompareTo(Magnitude(now - right.Value));
    }

    private static int Magnitude(TimeSpan age) => age <= TimeSpan.Zero ? -1 : (int)Math.Floor(Math.Log2(Math.Max(1, age.TotalNanoseconds)));
}
