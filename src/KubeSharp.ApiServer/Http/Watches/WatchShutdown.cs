namespace KubeSharp.ApiServer.Http.Watches;

/// <summary>Ends all watches when the server shuts down: they would hold up the end of their connections.</summary>
internal sealed class WatchShutdown : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

    public void Begin() => _source.Cancel();

    public void Dispose() => _source.Dispose();
}
