using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Client.Informers;

/// <summary>
/// Keeps a copy of one resource by list and watch, and tells handlers what changed.
/// </summary>
/// <remarks>
/// 1. List at any version that the server has cached ("0"), and replace the store.
/// 2. Watch from the list's version; bookmarks move the version on.
/// 3. When the watch ends, watch again from the last version seen; when that is gone (410), start over with the newest version.
/// Failures back off from 0.8 s to 30 s with jitter. Store and handlers change under one lock, so that every handler sees each object's
/// history in order.
/// </remarks>
public sealed partial class Informer<T> : IInformer
    where T : ApiObject
{
    /// <summary>A watch that lasted less and told nothing counts as a failure.</summary>
    private static readonly TimeSpan ShortWatch = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<InformerHandler<T>> _handlers = [];
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(800), TimeSpan.FromSeconds(30));
    private readonly IApiTransport _transport;
    private readonly ApiResource _resource;
    private readonly InformerOptions<T> _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>From where to watch; null when a list is needed first.</summary>
    private string? _version;

    /// <summary>The version a list asks for: "0" takes what is cached, "" insists on the newest.</summary>
    private string _listVersion = "0";

    public Informer(IApiTransport transport, ApiResource resource, InformerOptions<T> options, TimeProvider time, ILogger logger)
    {
        _transport = transport;
        _resource = resource;
        _options = options;
        _time = time;
        _logger = logger;
    }

    public Store<T> Store { get; } = new();

    public bool HasSynced => _synced.Task.IsCompletedSuccessfully;

    /// <summary>Adds a handler at any time. It is told of the objects that are there already as added.</summary>
    public void AddHandler(InformerHandler<T> handler)
    {
        lock (_gate)
        {
            _handlers.Add(handler);
            if (handler.Added is { } added)
            {
                foreach (var value in Store.List())
                {
                    added(value);
                }
            }
        }
    }

    public Task WaitForSyncAsync(CancellationToken cancellationToken) => _synced.Task.WaitAsync(cancellationToken);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // An in-process transport may answer at once; the starter should not have to wait for that.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                _version ??= await ListAsync(cancellationToken).ConfigureAwait(false);
                if (await WatchAsync(cancellationToken).ConfigureAwait(false))
                {
                    _backoff.Reset();
                    continue;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (ApiException gone) when (gone.IsGone)
            {
                LogExpired(_resource.Name, gone.Message);
                _version = null;
                _listVersion = "";
                continue;
            }
            catch (ApiException absent) when (absent.IsNotFound)
            {
                // The server does not serve this resource, so there are no objects of it.
                LogAbsent(_resource.QualifiedName);
                Replace([]);
                _version = null;
                _synced.TrySetResult();
            }
            catch (Exception failure)
            {
                LogFailure(_resource.Name, failure.Message);
                if (failure is ApiException { Status.Reason: "Timeout" } && _version is null)
                {
                    // The server's cache has not caught up with the version that was asked for.
                    _listVersion = "";
                }
            }

            await DelayAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DelayAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(_backoff.Next(), _time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The loop's condition ends it.
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var response = await _transport.SendAsync(
            Request(ApiVerb.List, new ListOptions
            {
                LabelSelector = _options.LabelSelector,
                FieldSelector = _options.FieldSelector,
                ResourceVersion = _listVersion,
            }),
            cancellationToken).ConfigureAwait(false);
        var list = KubeClient.Typed<ApiObjectList>(response);
        Replace(list.Objects);
        _listVersion = "0";
        _synced.TrySetResult();
        return list.Metadata.ResourceVersion;
    }

    /// <summary>Returns false if the watch ended at once without telling anything.</summary>
    private async Task<bool> WatchAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var told = false;
        var request = Request(ApiVerb.Watch, new ListOptions
        {
            LabelSelector = _options.LabelSelector,
            FieldSelector = _options.FieldSelector,
            ResourceVersion = _version!,
            AllowWatchBookmarks = true,
            TimeoutSeconds = Random.Shared.Next(300, 600),
        });
        await foreach (var change in _transport.WatchAsync(request, cancellationToken).ConfigureAwait(false))
        {
            Apply(change);
            _version = change.ResourceVersion;
            if (!told)
            {
                // However it ends, it worked: the next failure is a first one.
                _backoff.Reset();
                told = true;
            }
        }

        return told || _time.GetElapsedTime(started) >= ShortWatch;
    }

    private ApiRequest Request(ApiVerb verb, ListOptions options) => new()
    {
        Verb = verb,
        Resource = _resource,
        Namespace = _options.Namespace,
        Options = options,
        MetadataOnly = _options.MetadataOnly,
    };

    private void Apply(in WatchEvent change)
    {
        if (change.Type == WatchEventType.Bookmark || change.Object is not { } value)
        {
            return;
        }

        lock (_gate)
        {
            if (change.Type == WatchEventType.Deleted)
            {
                Store.Remove(NamespacedName.Of(value));
                Tell(handler => handler.Deleted?.Invoke(Stored(value)));
            }
            else
            {
                Put(Stored(value));
            }
        }
    }

    private void Replace(IReadOnlyList<ApiObject> values)
    {
        lock (_gate)
        {
            var gone = Store.Keys().ToHashSet();
            foreach (var value in values)
            {
                gone.Remove(NamespacedName.Of(value));
                Put(Stored(value));
            }

            foreach (var key in gone)
            {
                if (Store.Remove(key) is { } old)
                {
                    Tell(handler => handler.Deleted?.Invoke(old));
                }
            }
        }
    }

    private T Stored(ApiObject value) => _options.Transform is { } transform ? transform(value) : (T)value;

    private void Put(T value)
    {
        var old = Store.Set(value);
        if (old is null)
        {
            Tell(handler => handler.Added?.Invoke(value));
        }
        else if (old.Metadata.UID != value.Metadata.UID)
        {
            // Deleted and made again between two lists: two objects, told as two.
            Tell(handler => handler.Deleted?.Invoke(old));
            Tell(handler => handler.Added?.Invoke(value));
        }
        else if (old.Metadata.ResourceVersion != value.Metadata.ResourceVersion)
        {
            Tell(handler => handler.Updated?.Invoke(old, value));
        }
    }

    private void Tell(Action<InformerHandler<T>> tell)
    {
        foreach (var handler in _handlers)
        {
            try
            {
                tell(handler);
            }
            catch (Exception failure)
            {
                // One handler's bug must not cost the others the event.
                LogHandlerFailure(_resource.Name, failure);
            }
        }
    }
}
