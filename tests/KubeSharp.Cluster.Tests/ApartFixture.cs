namespace KubeSharp.Cluster.Tests;

/// <summary>One cluster of separate processes for the tests that need one. It uses what the other cluster uses too, so it comes after that.</summary>
public sealed class ApartFixture : IAsyncLifetime
{
    private const int SecurePort = 17443;

    internal ApartCluster Apart { get; } = new(
        Path.Combine(Path.GetTempPath(), $"kubesharp-apart-tests-{Environment.ProcessId}"), SecurePort);

    public async ValueTask InitializeAsync()
    {
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
    }
}
