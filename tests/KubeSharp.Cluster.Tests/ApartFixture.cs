namespace KubeSharp.Cluster.Tests;

/// <summary>One cluster of separate processes for the tests that need one. It uses what the other cluster uses too, which stands still meanwhile.</summary>
public sealed class ApartFixture(ClusterFixture other) : IAsyncLifetime
{
    private const int SecurePort = 17443;

    internal ApartCluster Apart { get; } = new(
        Path.Combine(Path.GetTempPath(), $"kubesharp-apart-tests-{Environment.ProcessId}"), SecurePort);

    public async ValueTask InitializeAsync()
    {
        var aside = await other.Cluster.DownAsync();
        Assert.True(aside.ExitCode == 0, aside.All);
        var images = Path.Combine(Apart.Cluster.DataDirectory, "images");
        Directory.CreateDirectory(images);
        File.Copy(Repository.Images, Path.Combine(images, "examples.tar"), overwrite: true);
        await Apart.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        var stubborn = await Apart.StopAsync();
        var down = await Apart.Cluster.DownAsync("--purge");
        Assert.True(down.ExitCode == 0, down.All);
        Assert.Empty(stubborn);
        var up = await other.Cluster.UpAsync();
        Assert.True(up.ExitCode == 0, up.All);
    }
}
