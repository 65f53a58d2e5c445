using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>The counts in the status of replication controllers and replica sets.</summary>
internal static class ReplicaStatusChecks
{
    private static readonly FieldPath Status = FieldPath.Root("status");

    public static void Validate(ErrorList errors, int replicas, int labeled, int ready, int available, long observedGeneration)
    {
        FieldChecks.NonNegative(errors, Status, "replicas", replicas);
        FieldChecks.NonNegative(errors, Status, "fullyLabeledReplicas", labeled);
        FieldChecks.NonNegative(errors, Status, "readyReplicas", ready);
        FieldChecks.NonNegative(errors, Status, "availableReplicas", available);
        FieldChecks.NonNegative(errors, Status, "observedGeneration", observedGeneration);
        AtMost(errors, "fullyLabeledReplicas", labeled, replicas, "cannot be greater than status.replicas");
        AtMost(errors, "readyReplicas", ready, replicas, "cannot be greater than status.replicas");
        AtMost(errors, "availableReplicas", available, replicas, "cannot be greater than status.replicas");
        AtMost(errors, "availableReplicas", available, ready, "cannot be greater than readyReplicas");
    }

    public static void AtMost(ErrorList errors, string field, int value, int limit, string message)
    {
        if (value > limit)
        {
            errors.InvalidNumber(Status.Child(field), value, message);
        }
    }
}
