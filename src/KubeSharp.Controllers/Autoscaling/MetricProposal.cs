using KubeSharp.Api.Autoscaling.V2;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>What one metric says.</summary>
/// <param name="Replicas">How many replicas it wants.</param>
/// <param name="Name">What events call it.</param>
/// <param name="Status">Its present value.</param>
internal sealed record MetricProposal(int Replicas, string Name, MetricStatus Status);
