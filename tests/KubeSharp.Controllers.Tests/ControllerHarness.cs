using KubeSharp.Client.Informers;
using KubeSharp.Client.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Controllers.Tests;

/// <summary>Runs controllers against a fake API server, step by step.</summary>
internal sealed class ControllerHarness : IAsyncDisposable
{
    /// <summary>More rounds than any test needs: a controller that never comes to rest fails instead of hanging.</summary>
    private const int MaxRounds = 200;

    private readonly InformerFactory _informers;
    private readonly List<Func<CancellationToken, Task<int>>> _drains = [];

    public ControllerHarness(ControllerManagerOptions? options = null)
    {
        Server = new FakeApiServer(Time);
        _informers = new InformerFactory(Server.Client, NullLoggerFactory.Instance, Time);
        Context = new ControllerContext
        {
            Client = Server.Client,
            Informers = _informers,
            Loggers = NullLoggerFactory.Instance,
            Time = Time,
            Options = options ?? new ControllerManagerOptions(),
            Events = _ => Events,
        };
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public FakeApiServer Server { get; }

    public RecordedEvents Events { get; } = new();

    public ControllerContext Context { get; }

    /// <summary>Adds a controller; the first <see cref="SettleAsync"/> starts it.</summary>
    public T Add<T, TKey>(T controller)
        where T : Controller<TKey>
        where TKey : notnull
    {
        _drains.Add(controller.DrainAsync);
        return controller;
    }

    /// <summary>Adds a second queue of a controller.</summary>
    public void AddDrain(Func<CancellationToken, Task<int>> drain) => _drains.Add(drain);

    /// <summary>Lets the controllers work until nothing is left to do at this moment.</summary>
    public async Task SettleAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _informers.Start();
        await _informers.WaitForSyncAsync(cancellationToken);
        for (var round = 0; round < MaxRounds; round++)
        {
            await Server.WaitForDeliveryAsync();
            var done = 0;
            foreach (var drain in _drains)
            {
                done += await drain(cancellationToken);
            }

            if (done == 0 && Server.WaitForDeliveryAsync().IsCompleted)
            {
                return;
            }
        }

        throw new InvalidOperationException("The controllers do not come to rest.");
    }

    /// <summary>Lets time pass, and the controllers work.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        await SettleAsync();
    }

    public ValueTask DisposeAsync() => _informers.DisposeAsync();
}
