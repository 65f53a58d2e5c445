namespace KubeSharp.Cluster.Tests;

/// <summary>A pod with what changes when it or its container is started anew.</summary>
internal sealed record PodInstance(string Name, string Uid, string ContainerId, string RestartCount);
