using KubeSharp.Api;
using KubeSharp.Client;
using KubeSharp.Client.WorkQueues;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Controllers;

/// <summary>
/// A controller that reconciles keys: handlers of informers enqueue, workers call <see cref="ReconcileAsync"/>. That reads the informers'
/// stores, acts through the client, and may be called twice or late without harm; it is retried with back-off when it throws.
/// </summary>
internal abstract class Controller<TKey> : IController
    where TKey : notnull
{
    private readonly int _workers;

    protected Controller(string name, ControllerContext context, int workers, string? queue = null)
    {
        Name = name;
        Context = context;
        _workers = workers;
        Queue = new WorkQueue<TKey>(queue ?? name, context.Time);
        Logger = context.Loggers.CreateLogger("KubeSharp.Controllers." + name);
    }

    public string Name { get; }

    protected ControllerContext Context { get; }

    protected KubeClient Client => Context.Client;

    protected TimeProvider Time => Context.Time;

    protected WorkQueue<TKey> Queue { get; }

    protected ILogger Logger { get; }

    public virtual Task RunAsync(CancellationToken cancellationToken) =>
        QueueWorkers.RunAsync(Queue, _workers, ProcessAsync, Logger, cancellationToken);

    /// <summary>Reconciles what waits now; for tests.</summary>
    public Task<int> DrainAsync(CancellationToken cancellationToken) =>
        QueueWorkers.DrainAsync(Queue, ProcessAsync, Logger, cancellationToken);

    /// <summary>Brings the world to what the object of this key asks for.</summary>
    protected abstract ValueTask ReconcileAsync(TKey key, CancellationToken cancellationToken);

    private async ValueTask ProcessAsync(TKey key, CancellationToken cancellationToken)
    {
        try
        {
            await ReconcileAsync(key, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException refused) when (refused.IsNamespaceTerminating())
        {
            // Nothing can be created in a namespace that is being deleted, and nothing has to be.
        }
    }
}
