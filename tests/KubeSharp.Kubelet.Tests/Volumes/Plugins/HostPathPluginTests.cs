using System.Net.Sockets;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Volumes;
using KubeSharp.Kubelet.Volumes.Plugins;

namespace KubeSharp.Kubelet.Tests.Volumes.Plugins;

public sealed class HostPathPluginTests : IDisposable
{
    private readonly TemporaryDirectory _host = new();

    [Fact]
    public void Types_AreChecked()
    {
        File.WriteAllText(_host["file"], "");
        Directory.CreateDirectory(_host["dir"]);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_host["socket"]));

        Assert.Equal(_host["none"], Check("none", ""));
        Assert.Equal(_host["dir"], Check("dir", "Directory"));
        Assert.Equal(_host["file"], Check("file", "File"));
        Assert.Equal(_host["socket"], Check("socket", "Socket"));
        Assert.Equal("/dev/null", HostPathPlugin.Check(new HostPathVolumeSource { Path = "/dev/null", Type = "CharDevice" }));
        Assert.Equal($"hostPath type check failed: {_host["file"]} is not a directory", Failure("file", "Directory"));
        Assert.Equal($"hostPath type check failed: {_host["dir"]} is not a file", Failure("dir", "FileOrCreate"));
        Assert.Equal($"hostPath type check failed: {_host["file"]} is not a socket file", Failure("file", "Socket"));
        Assert.Equal($"hostPath type check failed: {_host["file"]} is not a character device", Failure("file", "CharDevice"));
        Assert.Equal($"hostPath type check failed: {_host["file"]} is not a block device", Failure("file", "BlockDevice"));
    }

    [Fact]
    public void OrCreate_Creates()
    {
        Check("new/dir", "DirectoryOrCreate");
        Check("new/file", "FileOrCreate");

        Assert.True(Directory.Exists(_host["new/dir"]));
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(_host["new/file"]));
    }

    public void Dispose() => _host.Dispose();

    private string Check(string path, string type) => HostPathPlugin.Check(new HostPathVolumeSource { Path = _host[path], Type = type });

    private string Failure(string path, string type) => Assert.Throws<VolumeMountException>(() => Check(path, type)).Message;
}
