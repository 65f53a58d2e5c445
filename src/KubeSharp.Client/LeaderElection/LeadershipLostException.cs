namespace KubeSharp.Client.LeaderElection;

/// <summary>The lease could not be renewed in time, so another candidate may lead by now. The process should end or start over.</summary>
public sealed class LeadershipLostException(string lease) : Exception($"leaderelection lost: {lease}");
