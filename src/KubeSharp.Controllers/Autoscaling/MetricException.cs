namespace KubeSharp.Controllers.Autoscaling;

/// <summary>A metric does not say how many replicas there should be. The message goes into events and conditions.</summary>
internal sealed class MetricException(string message) : Exception(message);
