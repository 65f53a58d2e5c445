namespace KubeSharp.Controllers.Autoscaling;

/// <summary>What was measured of one pod.</summary>
/// <param name="Value">In thousandths.</param>
/// <param name="Timestamp">The end of the time that was measured.</param>
/// <param name="Window">How long that was.</param>
internal readonly record struct PodSample(long Value, DateTimeOffset Timestamp, TimeSpan Window);
