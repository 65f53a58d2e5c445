namespace KubeSharp.Storage;

/// <summary>A granted lease.</summary>
/// <param name="Id">Never 0.</param>
/// <param name="TimeToLive">The full time; what is left of it begins here with each grant and keep-alive.</param>
public sealed record Lease(long Id, TimeSpan TimeToLive);
