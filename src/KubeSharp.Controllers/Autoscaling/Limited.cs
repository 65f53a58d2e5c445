namespace KubeSharp.Controllers.Autoscaling;

/// <summary>A number of replicas, and why it is not the one that was asked for.</summary>
internal readonly record struct Limited(int Replicas, string Reason, string Message);
