using KubeSharp.Kubelet.Volumes;

namespace KubeSharp.Kubelet.Tests.Volumes;

public sealed class SubPathsTests : IDisposable
{
    private readonly TemporaryDirectory _volume = new();

    [Fact]
    public void Links_AreResolvedWithinTheVolume()
    {
        Directory.CreateDirectory(_volume["real/deep"]);
        File.CreateSymbolicLink(_volume["relative"], "real");
        File.CreateSymbolicLink(_volume["real/back"], "../real/deep");
        File.CreateSymbolicLink(_volume["absolute"], _volume["real"]);

        Assert.Equal(["real", "deep"], Resolve("relative/back"));
        Assert.Equal(["real", "new"], Resolve("absolute/./new"));
        Assert.Equal(["none", "yet"], Resolve("none/yet"));
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("../..")]
    [InlineData("real/../../x")]
    public void LinksThatLeaveTheVolume_AreRefused(string target)
    {
        Directory.CreateDirectory(_volume["real"]);
        File.CreateSymbolicLink(_volume["link"], target);

        var exception = Assert.Throws<VolumeMountException>(() => Resolve("link/passwd"));
        Assert.Equal($"subpath \"link/passwd\" not within volume path \"{_volume.FullName}\"", exception.Message);
    }

    [Fact]
    public void LinksInACircle_AreRefused()
    {
        File.CreateSymbolicLink(_volume["a"], "b");
        File.CreateSymbolicLink(_volume["b"], "a");

        Assert.Throws<VolumeMountException>(() => Resolve("a"));
    }

    public void Dispose() => _volume.Dispose();

    private string[] Resolve(string subPath) => SubPaths.Resolve(_volume.FullName, subPath.Split('/'), subPath);
}
