namespace KubeSharp.Chaos.Tests;

/// <summary>One version of a counter.</summary>
/// <param name="Key">The counter's name.</param>
/// <param name="Revision">The resource version that it came with.</param>
/// <param name="Count">One more than before.</param>
/// <param name="Attempt">Which try of which writer made it.</param>
internal sealed record Step(string Key, long Revision, long Count, string Attempt);
