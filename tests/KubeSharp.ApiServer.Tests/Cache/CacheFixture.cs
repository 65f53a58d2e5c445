using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Cache.Watching;
using KubeSharp.Storage;
using KubeSharp.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Cache;

/// <summary>A running cache of ConfigMaps over an empty store.</summary>
internal sealed class CacheFixture : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-cache-").FullName;
    private readonly EmbeddedStore _embedded;
    private Task _running = Task.CompletedTask;

    private CacheFixture()
    {
        _embedded = EmbeddedStore.Open(new EmbeddedStoreOptions { Directory = _directory }, Time, NullLogger<EmbeddedStore>.Instance);
        Cache = new WatchCache(_embedded, Time, NullLogger<WatchCache>.Instance);
    }

    public static ApiResource Resource { get; } = new() { Group = "", Version = "v1", Name = "configmaps", Kind = "ConfigMap", Namespaced = true, Type = ApiTypes.Of<ConfigMap>() };

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.Parse("2030-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

    public LineCodec Codec { get; } = new();

    public WatchCache Cache { get; }

    public IKeyValueStore KeyValues => _embedded;

    public ResourceStore Store { get; private set; } = null!;

    public static async Task<CacheFixture> StartAsync(Func<IKeyValueStore, Task>? before = null)
    {
        var fixture = new CacheFixture();
        if (before is not null)
        {
            await before(fixture.KeyValues);
        }

        fixture.Store = await fixture.Cache.AddAsync(fixture.Describe("configmaps"), CancellationToken.None);
        fixture._running = fixture.Cache.RunAsync(fixture._stop.Token);
        await fixture.Cache.Ready;
        return fixture;
    }

    public StoredResource Describe(string path, TimeSpan? timeToLive = null) => new()
    {
        Resource = Resource,
        Prefix = $"/registry/{path}/",
        Codec = Codec,
        TimeToLive = timeToLive,
        FieldNames = ["data.value"],
        Field = static (value, _) => ((ConfigMap)value).Data["value"],
    };

    public async Task<Entry> CreateAsync(string ns, string name, string value, string app = "web") =>
        await Store.CreateAsync(LineCodec.Make(ns, name, value, app), CancellationToken.None) ?? throw new InvalidOperationException($"{ns}/{name} exists");

    public async Task<Entry> UpdateAsync(Entry current, string value, string app = "web") =>
        await Store.UpdateAsync(current, LineCodec.Make(current.Namespace, current.Name, value, app), CancellationToken.None)
        ?? throw new InvalidOperationException($"{current} is old");

    public async Task<long> DeleteAsync(Entry current)
    {
        Assert.True(await Store.DeleteAsync(current, CancellationToken.None));
        return Cache.Revision;
    }

    public ValueTask<Watcher> WatchAsync(WatchStart start) => Store.WatchAsync(start, ListAt.Latest, CancellationToken.None);

    public async Task<ListSnapshot> ListAsync(string ns = "", ListAt at = default, string start = "") =>
        await Store.ListAsync(ns, at, start, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(static _ => { }, TaskScheduler.Default);
        await _embedded.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        _stop.Dispose();
    }
}
