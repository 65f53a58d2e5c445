using System.Net;
using KubeSharp.Chaos.Tests.Clients;

namespace KubeSharp.Chaos.Tests.Network;

/// <summary>
/// A TCP balancer as one would put before several API servers: connections go round those whose /readyz says so, and end when that of their
/// server no longer does.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(1);

    private readonly Backend[] _backends;
    private readonly Relay _relay;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task[] _checking;
    private int _next;

    public Balancer(int port, IEnumerable<IPEndPoint> servers)
    {
        _backends = [.. servers.Select(server => new Backend(server))];
        _relay = new Relay(port, Choose).Start();
        _checking = [.. _backends.Select(CheckAsync)];
    }

    public IPEndPoint EndPoint => _relay.EndPoint;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_checking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Array.ForEach(_backends, backend => backend.Link.Reset());
        await _relay.DisposeAsync();
        _closing.Dispose();
    }

    private Route? Choose()
    {
        var ready = _backends.Where(backend => backend.IsReady).ToArray();
        return ready.Length == 0 ? null : ready[Interlocked.Increment(ref _next) % ready.Length] is { } backend ? new Route(backend.EndPoint, backend.Link) : null;
    }

    private async Task CheckAsync(Backend backend)
    {
        while (true)
        {
            var isReady = await IsReadyAsync(backend.EndPoint);
            if (backend.IsReady && !isReady)
            {
                backend.Link.Reset();
            }

            backend.IsReady = isReady;
            await Task.Delay(CheckInterval, TimeProvider.System, _closing.Token);
        }
    }

    /// <summary>By a connection of its own each time: one that hangs says nothing about the next.</summary>
    private async Task<bool> IsReadyAsync(IPEndPoint server)
    {
        using var http = ChaosClient.NewHttp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        limit.CancelAfter(CheckTimeout);
        try
        {
            using var response = await http.GetAsync(new Uri($"https://{server}/readyz"), limit.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (ChaosClient.IsLoss(failure))
        {
            return false;
        }
    }

    private sealed class Backend(IPEndPoint endPoint)
    {
        private volatile bool _isReady;

        public IPEndPoint EndPoint => endPoint;

        public Link Link { get; } = new();

        public bool IsReady
        {
            get => _isReady;
            set => _isReady = value;
        }
    }
}
