namespace KubeSharp.ApiServer.Audit.Policy;

/// <summary>What is recorded of a request.</summary>
/// <param name="Level">How much.</param>
/// <param name="OmittedStages">When nothing is recorded.</param>
/// <param name="OmitManagedFields">Leave metadata.managedFields out of bodies.</param>
internal sealed record AuditDecision(AuditLevel Level, IReadOnlyList<AuditStage> OmittedStages, bool OmitManagedFields)
{
    public static AuditDecision Nothing { get; } = new(AuditLevel.None, [], false);
}
