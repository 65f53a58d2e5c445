namespace KubeSharp.ApiServer.Fairness;

/// <summary>The configuration in use.</summary>
/// <param name="Flows">In the order in which they are tried; the last one takes everything.</param>
/// <param name="Levels">By name.</param>
internal sealed record FairnessState(Flow[] Flows, PriorityLevel[] Levels);
