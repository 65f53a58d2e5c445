namespace KubeSharp.Cluster.Tests;

/// <summary>One cluster for all tests, started by the command that users start it with, with a data directory and ports of its own.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private const int SecurePort = 16443;

    internal ClusterUnderTest Cluster { get; } = new(
        Path.Combine(Path.GetTempPath(), $"kubesharp-cluster-tests-{Environment.ProcessId}"), SecurePort);

    public async ValueTask InitializeAsync()
    {
        var up = await Cluster.UpAsync();
        Assert.True(up.ExitCode == 0, up.All);
    }

    public async ValueTask DisposeAsync()
    {
        var down = await Cluster.DownAsync("--purge");
        Assert.True(down.ExitCode == 0, down.All);
    }
}
