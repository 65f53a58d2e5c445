namespace KubeSharp.Storage.Errors;

/// <summary>The lease has ended or never existed.</summary>
public sealed class LeaseNotFoundException(long leaseId) : StoreException($"requested lease {leaseId} not found")
{
    public long LeaseId { get; } = leaseId;
}
