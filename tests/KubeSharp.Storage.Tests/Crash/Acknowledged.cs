namespace KubeSharp.Storage.Tests.Crash;

/// <summary>The highest acknowledged revision, and the highest acknowledged counter of each writer.</summary>
internal sealed record Acknowledged(long Revision, IReadOnlyList<long> Counters);
