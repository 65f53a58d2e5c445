namespace KubeSharp.Cluster.Tests;

/// <summary>Tests that disturb everybody else on the cluster, or measure it: they run when the others are done, one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeClusterCollection
{
    public const string Name = "whole cluster";
}
