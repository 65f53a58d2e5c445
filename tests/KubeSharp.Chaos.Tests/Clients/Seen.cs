namespace KubeSharp.Chaos.Tests.Clients;

/// <summary>What a list has shown.</summary>
/// <param name="Begin">When it was asked for, if it had to be no older than that.</param>
/// <param name="Revision">Its resource version.</param>
/// <param name="Least">The least resource version that it may have.</param>
internal sealed record Seen(long? Begin, long Revision, long Least, IReadOnlyList<Step> Steps);
