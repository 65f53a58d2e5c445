namespace KubeSharp.Controllers.Workloads.ReplicaSets;

/// <summary>Why the wanted number of replicas could not be made.</summary>
/// <param name="Reason"><c>FailedCreate</c> or <c>FailedDelete</c>.</param>
/// <param name="Message">What the server said.</param>
internal sealed record ReplicaFailure(string Reason, string Message);
