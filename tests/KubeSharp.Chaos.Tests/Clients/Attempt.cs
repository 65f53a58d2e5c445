namespace KubeSharp.Chaos.Tests.Clients;

/// <summary>An acknowledged write, and between which ticks of the clock it happened.</summary>
internal sealed record Attempt(Step Step, long Begin, long End);
