using KubeSharp.Storage.Testing;

namespace KubeSharp.Storage.Tests.Etcd;

/// <summary>One etcd for all tests of a class.</summary>
public sealed class EtcdFixture : IAsyncLifetime
{
    public EtcdProcess Process { get; } = new();

    public async ValueTask InitializeAsync() => await Process.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
