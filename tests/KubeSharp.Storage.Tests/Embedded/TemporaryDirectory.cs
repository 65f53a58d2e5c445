using KubeSharp.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Storage.Tests.Embedded;

/// <summary>A directory for one test's store.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kubesharp-store-").FullName;

    public string Database => System.IO.Path.Combine(Path, "store.db");

    public EmbeddedStore Open(TimeProvider? time = null, long historyLimit = 128 << 20, long quota = 0) => EmbeddedStore.Open(
        new EmbeddedStoreOptions { Directory = Path, HistoryLimit = historyLimit, Quota = quota },
        time ?? TimeProvider.System,
        NullLogger<EmbeddedStore>.Instance);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
