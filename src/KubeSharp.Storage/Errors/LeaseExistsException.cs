namespace KubeSharp.Storage.Errors;

/// <summary>A lease was to have a number that another one has.</summary>
public sealed class LeaseExistsException(long leaseId) : StoreException($"lease {leaseId:x} exists already");
