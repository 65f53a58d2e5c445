namespace KubeSharp.Chaos.Tests.Harming;

/// <summary>Faults at the same time, all of which end before the next round.</summary>
/// <param name="Duration">How long they last.</param>
/// <param name="Rest">How long everybody has afterwards.</param>
internal sealed record Round(IReadOnlyList<Fault> Faults, TimeSpan Duration, TimeSpan Rest);
