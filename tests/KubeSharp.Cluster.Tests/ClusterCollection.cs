namespace KubeSharp.Cluster.Tests;

/// <summary>All cluster tests use the one cluster of the fixture, one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ClusterCollection : ICollectionFixture<ClusterFixture>
{
    public const string Name = "cluster";
}
