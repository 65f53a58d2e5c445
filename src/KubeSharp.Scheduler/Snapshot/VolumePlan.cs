using KubeSharp.Api.Core.V1;

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>What has to be written, and waited for, before a pod may be bound to a node.</summary>
/// <param name="NodeName">The node.</param>
/// <param name="Static">Existing volumes for the pod's claims.</param>
/// <param name="Dynamic">Claims whose volumes have to be made for this node.</param>
internal sealed record VolumePlan(
    string NodeName,
    IReadOnlyList<(PersistentVolume Volume, PersistentVolumeClaim Claim)> Static,
    IReadOnlyList<PersistentVolumeClaim> Dynamic);
