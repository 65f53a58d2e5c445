using System.IO.Compression;
using Grpc.Core;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Server;
using KubeSharp.Kubelet.Server.Logs;
using KubeSharp.Kubelet.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Kubelet.Tests.Server.Logs;

public sealed class ContainerLogRotatorTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-rotation").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly LoggingRuntime _runtime;
    private readonly ContainerLogRotator _rotator;

    public ContainerLogRotatorTests()
    {
        _runtime = new LoggingRuntime(Path.Combine(_directory, "0.log"));
        _rotator = new ContainerLogRotator(
            _runtime, new KubeletServerOptions { ContainerLogMaxSize = 10, ContainerLogMaxFiles = 3 }, _time, NullLogger<ContainerLogRotator>.Instance);
    }

    [Fact]
    public async Task SmallLog_IsLeftAlone()
    {
        _runtime.Write("small");
        await RotateAsync();
        Assert.Equal(["0.log"], Files());
    }

    [Fact]
    public async Task LargeLog_IsRotatedAndOlderOnesAreCompressedAndDropped()
    {
        foreach (var content in (string[])["first content", "second content", "third content", "fourth content"])
        {
            _runtime.Write(content);
            await RotateAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["0.log", "0.log.20260102-030407.gz", "0.log.20260102-030408"], Files());
        Assert.Equal("fourth content", await File.ReadAllTextAsync(Path.Combine(_directory, "0.log.20260102-030408")));
        await using var compressed = new GZipStream(File.OpenRead(Path.Combine(_directory, "0.log.20260102-030407.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(compressed);
        Assert.Equal("third content", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task RuntimeThatCannotReopen_KeepsItsFile()
    {
        _runtime.Write("large content");
        _runtime.CanReopen = false;
        await RotateAsync();
        Assert.Equal(["0.log"], Files());
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private Task RotateAsync() => _rotator.RotateAllAsync(CancellationToken.None);

    private string[] Files() => [.. Directory.GetFiles(_directory).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private sealed class LoggingRuntime(string path) : UnsupportedRuntime
    {
        public bool CanReopen { get; set; } = true;

        public void Write(string content) => File.WriteAllText(path, content);

        public override Task<IReadOnlyList<Container>> ListContainersAsync(ContainerFilter? filter, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Container>>([new Container { Id = "c", State = ContainerState.ContainerRunning }]);

        public override Task<ContainerStatusResponse> ContainerStatusAsync(string containerId, bool verbose, CancellationToken cancellationToken) =>
            Task.FromResult(new ContainerStatusResponse { Status = new ContainerStatus { LogPath = path } });

        public override Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken)
        {
            if (!CanReopen)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "not now"));
            }

            File.WriteAllText(path, "");
            return Task.CompletedTask;
        }
    }
}
