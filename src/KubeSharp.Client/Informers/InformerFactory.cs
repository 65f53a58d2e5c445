using KubeSharp.Api;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Client.Informers;

/// <summary>
/// Shares one informer among all who watch the same thing. It owns their loops: <see cref="Start"/> runs them, disposing stops them and waits.
/// </summary>
public sealed class InformerFactory(KubeClient client, ILoggerFactory loggers, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Key, IInformer> _informers = [];
    private readonly Dictionary<IInformer, Task> _running = [];
    private readonly CancellationTokenSource _stop = new();

    public KubeClient Client { get; } = client;

    /// <summary>The informer of all objects of a kind. Call <see cref="Start"/> afterwards.</summary>
    public Informer<T> Get<T>()
        where T : ApiObject, IApiKind<T> => Get(new InformerOptions<T>());

    /// <summary>
    /// The informer of these options. The first caller's transform holds, so whoever shares an informer has to agree on it.
    /// </summary>
    public Informer<T> Get<T>(InformerOptions<T> options)
        where T : ApiObject, IApiKind<T> => Get(ApiResources.Of<T>(), options);

    /// <summary>The informer of a resource that is known at run time only.</summary>
    public Informer<T> Get<T>(ApiResource resource, InformerOptions<T> options)
        where T : ApiObject
    {
        var key = new Key(typeof(T), resource.ApiVersion, resource.Name, options.Namespace, options.LabelSelector, options.FieldSelector);
        lock (_gate)
        {
            if (!_informers.TryGetValue(key, out var informer))
            {
                informer = new Informer<T>(Client.Transport, resource, options, time, loggers.CreateLogger("KubeSharp.Client.Informer"));
                _informers[key] = informer;
            }

            return (Informer<T>)informer;
        }
    }

    /// <summary>Starts the informers that do not run yet. May be called again after more were added.</summary>
    public void Start()
    {
        lock (_gate)
        {
            foreach (var informer in _informers.Values)
            {
                if (!_running.ContainsKey(informer))
                {
                    _running[informer] = informer.RunAsync(_stop.Token);
                }
            }
        }
    }

    /// <summary>Completes when all started informers have their first list.</summary>
    public async Task WaitForSyncAsync(CancellationToken cancellationToken)
    {
        IInformer[] informers;
        lock (_gate)
        {
            informers = [.. _running.Keys];
        }

        foreach (var informer in informers)
        {
            await informer.WaitForSyncAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task[] loops;
        lock (_gate)
        {
            loops = [.. _running.Values];
            _running.Clear();
        }

        await Task.WhenAll(loops).ConfigureAwait(false);
        _stop.Dispose();
    }

    private readonly record struct Key(Type Type, string ApiVersion, string Resource, string Namespace, string LabelSelector, string FieldSelector);
}
