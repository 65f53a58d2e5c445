using System.Text;
using KubeSharp.Kubelet.Volumes;
using KubeSharp.Kubelet.Volumes.Projection;

namespace KubeSharp.Kubelet.Tests.Volumes.Projection;

public sealed class AtomicWriterTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private readonly TemporaryDirectory _volume = new();

    [Fact]
    public void Write_LaysFilesOutBehindTheDataLink()
    {
        AtomicWriter.Write(_volume.FullName, Files(("ca.crt", "cert"), ("dir/a", "1"), ("dir/b", "2")), null, Now);

        Assert.Equal("..2026_01_02_03_04_05.6780000", new DirectoryInfo(_volume["..data"]).LinkTarget);
        Assert.Equal("..data/ca.crt", new FileInfo(_volume["ca.crt"]).LinkTarget);
        Assert.Equal("..data/dir", new FileInfo(_volume["dir"]).LinkTarget);
        Assert.Equal("cert", File.ReadAllText(_volume["ca.crt"]));
        Assert.Equal("2", File.ReadAllText(_volume["dir/b"]));
        Assert.Equal((UnixFileMode)0b110_100_000, File.GetUnixFileMode(_volume["ca.crt"]));
    }

    [Fact]
    public void Rewrite_ReplacesAllAndLeavesNothingBehind()
    {
        AtomicWriter.Write(_volume.FullName, Files(("a", "1"), ("gone", "x"), ("dir/b", "2")), null, Now);
        AtomicWriter.Write(_volume.FullName, Files(("a", "one"), ("new/c", "3")), null, Now.AddSeconds(1));

        Assert.Equal(
            ["..2026_01_02_03_04_06.6780000", "..data", "a", "new"],
            Directory.GetFileSystemEntries(_volume.FullName).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("one", File.ReadAllText(_volume["a"]));
        Assert.Equal("3", File.ReadAllText(_volume["new/c"]));
    }

    [Fact]
    public void Rewrite_AtTheSameTime_TakesAnotherDirectory()
    {
        AtomicWriter.Write(_volume.FullName, Files(("a", "1")), null, Now);
        AtomicWriter.Write(_volume.FullName, Files(("a", "2")), null, Now);

        Assert.Equal("2", File.ReadAllText(_volume["a"]));
        Assert.Single(Directory.GetDirectories(_volume.FullName, "..2*"));
    }

    [Fact]
    public void Rewrite_AfterACrash_ClearsTheRemains()
    {
        AtomicWriter.Write(_volume.FullName, Files(("a", "1")), null, Now);
        Directory.CreateDirectory(_volume["..2026_01_01_00_00_00.0000000"]);
        File.CreateSymbolicLink(_volume["..data_tmp"], "nowhere");
        AtomicWriter.Write(_volume.FullName, Files(("a", "2")), null, Now.AddSeconds(1));

        Assert.Equal(3, Directory.GetFileSystemEntries(_volume.FullName).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("..data")]
    public void Paths_ThatLeaveTheVolume_AreRefused(string path) =>
        Assert.Throws<VolumeMountException>(() => new ProjectedFiles().Add(path, default));

    [Fact]
    public void SameContent_IsTheSame()
    {
        Assert.True(Files(("a", "1"), ("b", "2")).SameAs(Files(("b", "2"), ("a", "1"))));
        Assert.False(Files(("a", "1")).SameAs(Files(("a", "2"))));
        Assert.False(Files(("a", "1")).SameAs(Files(("a", "1"), ("b", "2"))));
    }

    public void Dispose() => _volume.Dispose();

    private static ProjectedFiles Files(params (string Path, string Content)[] files)
    {
        var result = new ProjectedFiles();
        foreach (var (path, content) in files)
        {
            result.Add(path, new ProjectedFile(Encoding.UTF8.GetBytes(content), 0b110_100_000));
        }

        return result;
    }
}
