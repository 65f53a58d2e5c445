namespace KubeSharp.Storage;

/// <summary>A lease as it is now.</summary>
/// <param name="Lease">Its number and its full time.</param>
/// <param name="Remaining">What is left of the time; never negative.</param>
/// <param name="Keys">The keys attached to it, in order.</param>
public sealed record LeaseStatus(Lease Lease, TimeSpan Remaining, IReadOnlyList<string> Keys);
