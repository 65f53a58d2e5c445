using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client.Informers;
using KubeSharp.Client.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Client.Tests.Informers;

public sealed class InformerTests : IAsyncLifetime
{
    private readonly RecordedTime _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeApiServer _server;
    private Task _running = Task.CompletedTask;

    public InformerTests() => _server = new FakeApiServer(_time);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    [Fact]
    public async Task TheFirstListIsToldAsAddedBeforeItIsSynced()
    {
        _server.Seed(Map("a"));
        var informer = Start(new());

        await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);

        Assert.Equal("+a", await NextAsync());
        Assert.Equal("a", Assert.Single(informer.Store.List("default")).Metadata.Name);
    }

    [Fact]
    public async Task ChangesAreToldInOrder()
    {
        var informer = Start(new());
        await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);

        _server.Seed(Map("a"));
        _server.Change<ConfigMap>("default", "a", map => map with { Data = map.Data.Set("k", "v") });
        _server.Remove<ConfigMap>("default", "a");

        Assert.Equal(["+a", "~a", "-a"], [await NextAsync(), await NextAsync(), await NextAsync()]);
        Assert.Empty(informer.Store.List());
    }

    [Fact]
    public async Task AnExpiredWatchListsAnewAndTellsTheDifference()
    {
        _server.Seed(Map("a"));
        _server.Seed(Map("b"));
        var informer = Start(new());
        await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["+a", "+b"], [await NextAsync(), await NextAsync()]);
        var lists = 0;
        _server.BeforeRequest = request =>
        {
            if (request.Verb == ApiVerb.List && lists++ == 0)
            {
                // While nobody watched.
                _server.Remove<ConfigMap>("default", "a");
                _server.Seed(Map("c"));
            }
        };

        await _server.WaitForDeliveryAsync();
        _server.ExpireWatches();

        Assert.Equal(["+c", "-a"], [await NextAsync(), await NextAsync()]);
    }

    [Fact]
    public async Task AClosedWatchResumesWithoutAList()
    {
        var informer = Start(new());
        await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);
        _server.Seed(Map("a"));
        Assert.Equal("+a", await NextAsync());
        List<ApiVerb> verbs = [];
        _server.BeforeRequest = request => verbs.Add(request.Verb);

        _server.CloseWatches();
        _server.Seed(Map("b"));

        Assert.Equal("+b", await NextAsync());
        Assert.Equal([ApiVerb.Watch], verbs);
    }

    [Fact]
    public async Task AFailedListIsRetriedAfterABackoff()
    {
        _server.Seed(Map("a"));
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.BeforeRequest = _ =>
        {
            _server.BeforeRequest = null;
            failed.SetResult();
            throw new HttpRequestException("connection refused");
        };
        var informer = Start(new());
        await failed.Task;
        Assert.False(informer.HasSynced);

        var synced = informer.WaitForSyncAsync(TestContext.Current.CancellationToken);
        while (!synced.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        Assert.Equal("+a", await NextAsync());
    }

    [Fact]
    public async Task AWatchThatWorkedStartsTheBackoffOver()
    {
        var informer = Start(new());
        await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);
        List<TimeSpan> waits = [];
        _time.TimerCreated = waits.Add;
        for (var i = 0; i < 6; i++)
        {
            _server.Seed(Map("a" + i));
            await NextAsync();
            _server.BreakWatches();
            while (waits.Count == i)
            {
                await Task.Yield();
            }

            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.All(waits, static wait => Assert.True(wait < TimeSpan.FromSeconds(2), wait.ToString()));
    }

    [Fact]
    public async Task AResourceThatIsNotServedHasNoObjects()
    {
        _server.BeforeRequest = static _ => throw ApiErrors.PathNotFound();
        var informer = Start(new());

        await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);

        Assert.Empty(informer.Store.List());
    }

    [Fact]
    public async Task AHandlerThatComesLateIsToldWhatThereIs()
    {
        _server.Seed(Map("a"));
        var informer = Start(new());
        await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);
        List<string> late = [];

        informer.AddHandler(new InformerHandler<ConfigMap> { Added = map => late.Add(map.Metadata.Name) });

        Assert.Equal(["a"], late);
    }

    [Fact]
    public async Task IndexesFollowChanges()
    {
        _server.Seed(Map("a", "red"));
        var informer = Start(new());
        informer.Store.AddIndex("color", static map => [map.Metadata.Labels.GetValueOrDefault("color", "")]);
        await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);
        await NextAsync();
        Assert.Single(informer.Store.ByIndex("color", "red"));

        _server.Change<ConfigMap>("default", "a", map => map with { Metadata = Map("a", "blue").Metadata });
        await NextAsync();

        Assert.Empty(informer.Store.ByIndex("color", "red"));
        Assert.Single(informer.Store.ByIndex("color", "blue"));
    }

    [Fact]
    public async Task ATransformDecidesWhatIsStored()
    {
        _server.Seed(Map("a", "red"));
        var informer = Start(new() { Transform = static value => (ConfigMap)value with { Metadata = value.Metadata with { Labels = default } } });

        await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);

        Assert.Empty(informer.Store.Get("default", "a")!.Metadata.Labels);
    }

    private static ConfigMap Map(string name, string color = "none") => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = name, Labels = ApiMap<string>.From([new("color", color)]) },
    };

    private Informer<ConfigMap> Start(InformerOptions<ConfigMap> options)
    {
        var informer = new Informer<ConfigMap>(_server, ApiResources.Of<ConfigMap>(), options, _time, NullLogger.Instance);
        informer.AddHandler(new InformerHandler<ConfigMap>
        {
            Added = map => _seen.Writer.TryWrite("+" + map.Metadata.Name),
            Updated = (_, map) => _seen.Writer.TryWrite("~" + map.Metadata.Name),
            Deleted = map => _seen.Writer.TryWrite("-" + map.Metadata.Name),
        });
        _running = informer.RunAsync(_stop.Token);
        return informer;
    }

    private ValueTask<string> NextAsync() => _seen.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
