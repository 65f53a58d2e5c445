namespace KubeSharp.Cluster.Tests;

/// <summary>The tests of the cluster of separate processes, one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ApartCollection : ICollectionFixture<ApartFixture>
{
    public const string Name = "separate processes";
}
