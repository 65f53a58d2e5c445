using System.Collections.Concurrent;
using KubeSharp.Serving.Health;

namespace KubeSharp.ApiServer.Health;

/// <summary>The checks behind /healthz, /livez and /readyz. Readiness has all of liveness and more.</summary>
internal sealed class HealthChecks
{
    private readonly ConcurrentQueue<HealthCheck> _live = new();
    private readonly ConcurrentQueue<HealthCheck> _ready = new();
    private readonly HealthCheck _shutdown;
    private volatile bool _shuttingDown;

    public HealthChecks()
    {
        _live.Enqueue(HealthCheck.Of("ping", static () => null));

        // Log lines are written as they come: there is nothing to be flushed that could hang.
        _live.Enqueue(HealthCheck.Of("log", static () => null));
        _shutdown = HealthCheck.Of("shutdown", () => _shuttingDown ? "process is shutting down" : null);
    }

    public void AddLive(HealthCheck check) => _live.Enqueue(check);

    public void AddReady(HealthCheck check) => _ready.Enqueue(check);

    public void BeginShutdown() => _shuttingDown = true;

    /// <param name="endpoint">healthz, livez or readyz.</param>
    public IEnumerable<HealthCheck> Of(string endpoint) => endpoint == "readyz" ? _live.Concat(_ready).Append(_shutdown) : _live;
}
