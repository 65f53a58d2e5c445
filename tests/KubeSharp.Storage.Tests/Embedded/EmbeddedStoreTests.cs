using KubeSharp.Storage.Embedded;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Storage.Tests.Embedded;

public sealed class EmbeddedStoreTests : KeyValueStoreContract
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();

    protected override ValueTask<IKeyValueStore> CreateAsync() => new(_directory.Open(_time));

    protected override ValueTask AdvanceAsync(TimeSpan time)
    {
        _time.Advance(time);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask CleanUpAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
