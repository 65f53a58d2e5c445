using KubeSharp.Storage.Testing;

namespace KubeSharp.Storage.Tests.Etcd;

/// <summary>Three members for all tests of a class.</summary>
public sealed class EtcdClusterFixture : IAsyncLifetime
{
    public EtcdCluster Cluster { get; } = new();

    public async ValueTask InitializeAsync() => await Cluster.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
