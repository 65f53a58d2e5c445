using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Storage.Tests.Served;

/// <summary>The contract with everything between: the client of etcd, the wire, the services, the embedded store.</summary>
public sealed class ServedStoreTests : KeyValueStoreContract
{
    private readonly FakeTimeProvider _time = new();
    private ServedStore? _served;

    protected override async ValueTask<IKeyValueStore> CreateAsync()
    {
        _served = new ServedStore(_time);
        await _served.StartAsync(TestContext.Current.CancellationToken);
        return _served.Connect();
    }

    protected override ValueTask AdvanceAsync(TimeSpan time)
    {
        _time.Advance(time);
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask CleanUpAsync()
    {
        if (_served is not null)
        {
            await _served.DisposeAsync();
        }
    }
}
