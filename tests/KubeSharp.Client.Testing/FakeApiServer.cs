using System.Runtime.CompilerServices;
using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Client.Testing;

/// <summary>
/// An API server made of a dictionary: resource versions, UIDs, generations, finalizers, selectors and watches as the real one has
/// them; no defaults, validation or admission. Everything happens at once, so that tests need not wait.
/// </summary>
public sealed class FakeApiServer(TimeProvider time) : IApiTransport
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<FakeKey, ApiObject> _objects = new(FakeKey.Order);
    private readonly List<FakeWatch> _watches = [];
    private readonly List<TaskCompletionSource> _settling = [];

    /// <summary>All events, for watches that start in the past.</summary>
    private readonly List<(FakeKey Key, WatchEventType Type, ApiObject Value)> _history = [];

    /// <summary>Informers that have listed and not opened their watch yet: nothing reaches them now.</summary>
    private readonly HashSet<string> _awaited = [];
    private long _version = 100;
    private int _undelivered;
    private int _names;

    /// <summary>Every request but reads, in order.</summary>
    public List<ApiRequest> Writes { get; } = [];

    /// <summary>Called with every request before it is served; throws to refuse it.</summary>
    public Action<ApiRequest>? BeforeRequest { get; set; }

    public KubeClient Client => new(this);

    /// <summary>Puts an object in as it is, but for what a server sets if it is missing.</summary>
    public T Seed<T>(T value)
        where T : ApiObject, IApiKind<T>
    {
        lock (_gate)
        {
            return (T)Store(FakeKey.Of(ApiResources.Of<T>(), value), Prepare(value));
        }
    }

    public T? Find<T>(string ns, string name)
        where T : ApiObject, IApiKind<T>
    {
        lock (_gate)
        {
            return (T?)_objects.GetValueOrDefault(new FakeKey(ApiResources.Of<T>(), ns, name));
        }
    }

    public T Get<T>(string ns, string name)
        where T : ApiObject, IApiKind<T> => Find<T>(ns, name) ?? throw new InvalidOperationException($"no {typeof(T).Name} {ns}/{name}");

    public IReadOnlyList<T> List<T>(string ns = "")
        where T : ApiObject, IApiKind<T>
    {
        lock (_gate)
        {
            return [.. Select(ApiResources.Of<T>(), ns, null).Cast<T>()];
        }
    }

    /// <summary>Changes an object as another client would.</summary>
    public T Change<T>(string ns, string name, Func<T, T> change)
        where T : ApiObject, IApiKind<T>
    {
        lock (_gate)
        {
            return (T)Replace(new FakeKey(ApiResources.Of<T>(), ns, name), change(Get<T>(ns, name)));
        }
    }

    /// <summary>Removes an object whatever its finalizers.</summary>
    public void Remove<T>(string ns, string name)
        where T : ApiObject, IApiKind<T>
    {
        lock (_gate)
        {
            Erase(new FakeKey(ApiResources.Of<T>(), ns, name));
        }
    }

    /// <summary>Ends all watches as a server does that compacted its history.</summary>
    public void ExpireWatches()
    {
        lock (_gate)
        {
            foreach (var watch in _watches.ToList())
            {
                watch.Events.Writer.TryComplete(ApiErrors.Expired("too old resource version"));
            }

            _watches.Clear();
        }
    }

    /// <summary>Ends all watches as a connection does that breaks.</summary>
    public void BreakWatches()
    {
        lock (_gate)
        {
            _watches.ForEach(static watch => watch.Events.Writer.TryComplete(new IOException("connection reset by peer")));
            _watches.Clear();
        }
    }

    /// <summary>Ends all watches in good order.</summary>
    public void CloseWatches()
    {
        lock (_gate)
        {
            _watches.ForEach(static watch => watch.Events.Writer.TryComplete());
            _watches.Clear();
        }
    }

    /// <summary>Completes when every event so far has been handled by those who watch.</summary>
    public Task WaitForDeliveryAsync()
    {
        lock (_gate)
        {
            if (IsSettled)
            {
                return Task.CompletedTask;
            }

            var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _settling.Add(settled);
            return settled.Task;
        }
    }

    public ValueTask<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BeforeRequest?.Invoke(request);
        lock (_gate)
        {
            if (request.Verb is not (ApiVerb.Get or ApiVerb.List))
            {
                Writes.Add(request);
            }

            return new ValueTask<ApiResponse>(new ApiResponse(200, Serve(request)));
        }
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BeforeRequest?.Invoke(request);
        var watch = new FakeWatch(request, Offered);
        lock (_gate)
        {
            var since = long.Parse(((ListOptions)request.Options!).ResourceVersion);
            foreach (var (key, type, value) in _history.Where(entry => VersionOf(entry.Value) > since))
            {
                watch.Offer(key, type, value);
            }

            _awaited.Remove(IdentityOf(request));
            CompleteIfSettled();
            _watches.Add(watch);
        }

        await foreach (var change in watch.Events.Reader.ReadAllAsync(cancellationToken))
        {
            yield return change;
            Delivered();
        }
    }

    public ValueTask<Stream> OpenStreamAsync(ApiRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private void Offered() => _undelivered++;

    private void Delivered()
    {
        lock (_gate)
        {
            _undelivered--;
            CompleteIfSettled();
        }
    }

    private bool IsSettled => _undelivered == 0 && _awaited.Count == 0;

    private void CompleteIfSettled()
    {
        if (IsSettled)
        {
            _settling.ForEach(static settled => settled.SetResult());
            _settling.Clear();
        }
    }

    private static string IdentityOf(ApiRequest request)
    {
        var options = (ListOptions)request.Options!;
        return $"{request.Resource.QualifiedName}/{request.Namespace}/{options.LabelSelector}/{options.FieldSelector}/{request.MetadataOnly}";
    }

    private static long VersionOf(ApiObject value) => long.Parse(value.Metadata.ResourceVersion);

    private ApiKind? Serve(ApiRequest request)
    {
        var key = new FakeKey(request.Resource, request.Namespace, request.Name);
        return request.Verb switch
        {
            ApiVerb.Get when request.Subresource == "scale" => FakeScales.Of(Existing(key)),
            ApiVerb.Get => Existing(key),
            ApiVerb.List => List(request),
            ApiVerb.Create when request.Name.Length > 0 => new Status { StatusValue = "Success" },
            ApiVerb.Create => Create(request.Resource, (ApiObject)request.Body!),
            ApiVerb.Update when request.Body is Scale scale => FakeScales.Of(Replace(key, FakeScales.Apply(Existing(key), scale))),
            ApiVerb.Update => Update(key, request),
            ApiVerb.Patch => Replace(key, FakeDocuments.Patch(Existing(key), request)),
            ApiVerb.Delete => Delete(key, request.Body as DeleteOptions),
            ApiVerb.DeleteCollection => DeleteCollection(request),
            _ => throw new NotSupportedException(request.Verb.ToString()),
        };
    }

    private ApiObject Existing(FakeKey key) =>
        _objects.GetValueOrDefault(key) ?? throw ApiErrors.NotFound(key.Resource.Group, key.Resource.Name, key.Name);

    private SharedObjectList List(ApiRequest request)
    {
        if (request.Options is ListOptions { ResourceVersion: "0" })
        {
            _awaited.Add(IdentityOf(request));
        }

        var resource = request.Resource;
        var type = ApiTypes.Find(resource.ApiVersion, resource.Kind + "List") ?? throw new NotSupportedException(resource.Kind);
        return new SharedObjectList(type, [.. Select(resource, request.Namespace, request.Options as ListOptions)])
        {
            Metadata = new ListMeta { ResourceVersion = _version.ToString() },
        };
    }

    private IEnumerable<ApiObject> Select(ApiResource resource, string ns, ListOptions? options) =>
        _objects.Where(entry => FakeWatch.Selects(resource, ns, options, entry.Key, entry.Value)).Select(static entry => entry.Value);

    private ApiObject Create(ApiResource resource, ApiObject value)
    {
        var metadata = value.Metadata;
        if (metadata.Name.Length == 0)
        {
            value = value with { Metadata = metadata with { Name = $"{metadata.GenerateName}{++_names:x5}" } };
        }

        var key = FakeKey.Of(resource, value);
        return _objects.ContainsKey(key)
            ? throw ApiErrors.AlreadyExists(resource.Group, resource.Name, key.Name)
            : Store(key, Prepare(value));
    }

    private ApiObject Prepare(ApiObject value)
    {
        var metadata = value.Metadata;
        return value with
        {
            Metadata = metadata with
            {
                UID = metadata.UID.Length > 0 ? metadata.UID : $"uid-{_version + 1}",
                CreationTimestamp = metadata.CreationTimestamp.IsZero ? new Time(time.GetUtcNow()) : metadata.CreationTimestamp,
                Generation = metadata.Generation == 0 ? 1 : metadata.Generation,
            },
        };
    }

    private ApiObject Update(FakeKey key, ApiRequest request)
    {
        var stored = Existing(key);
        var value = (ApiObject)request.Body!;
        if (value.Metadata.ResourceVersion.Length > 0 && value.Metadata.ResourceVersion != stored.Metadata.ResourceVersion)
        {
            throw ApiErrors.Conflict(key.Resource.Group, key.Resource.Name, key.Name, "the object has been modified");
        }

        return Replace(key, request.Subresource == "status" ? FakeDocuments.WithStatusOf(stored, value) : value);
    }

    private ApiObject Replace(FakeKey key, ApiObject value)
    {
        var stored = Existing(key);
        var isDone = stored.Metadata.DeletionTimestamp is not null && value.Metadata.Finalizers.Count == 0;
        var generation = stored.Metadata.Generation + (FakeDocuments.SpecDiffers(stored, value) ? 1 : 0);
        value = value with
        {
            Metadata = value.Metadata with
            {
                UID = stored.Metadata.UID,
                CreationTimestamp = stored.Metadata.CreationTimestamp,
                Generation = generation,
                ResourceVersion = stored.Metadata.ResourceVersion,
                DeletionTimestamp = value.Metadata.DeletionTimestamp ?? stored.Metadata.DeletionTimestamp,
            },
        };
        if (value.Equals(stored))
        {
            return stored;
        }

        return isDone ? Erase(key, value) : Store(key, value);
    }

    private Status Delete(FakeKey key, DeleteOptions? options)
    {
        var stored = Existing(key);
        if (options?.Preconditions is { UID: { } uid } && uid != stored.Metadata.UID)
        {
            throw ApiErrors.Conflict(key.Resource.Group, key.Resource.Name, key.Name, "the UID in the precondition does not match");
        }

        var finalizers = FakeDocuments.WithPropagation(stored.Metadata.Finalizers, options?.PropagationPolicy);
        if (finalizers.Count == 0)
        {
            Erase(key);
        }
        else
        {
            Store(key, stored with
            {
                Metadata = stored.Metadata with
                {
                    Finalizers = finalizers,
                    DeletionTimestamp = stored.Metadata.DeletionTimestamp ?? new Time(time.GetUtcNow()),
                },
            });
        }

        return new Status { StatusValue = "Success" };
    }

    private Status DeleteCollection(ApiRequest request)
    {
        foreach (var value in Select(request.Resource, request.Namespace, request.Options as ListOptions).ToList())
        {
            Delete(FakeKey.Of(request.Resource, value), request.Body as DeleteOptions);
        }

        return new Status { StatusValue = "Success" };
    }

    private ApiObject Store(FakeKey key, ApiObject value)
    {
        var isNew = !_objects.ContainsKey(key);
        value = value with { Metadata = value.Metadata with { ResourceVersion = (++_version).ToString() } };
        _objects[key] = value;
        Publish(key, isNew ? WatchEventType.Added : WatchEventType.Modified, value);
        return value;
    }

    private ApiObject Erase(FakeKey key, ApiObject? last = null)
    {
        var value = last ?? Existing(key);
        value = value with { Metadata = value.Metadata with { ResourceVersion = (++_version).ToString() } };
        _objects.Remove(key);
        Publish(key, WatchEventType.Deleted, value);
        return value;
    }

    private void Publish(FakeKey key, WatchEventType type, ApiObject value)
    {
        _history.Add((key, type, value));
        _watches.ForEach(watch => watch.Offer(key, type, value));
    }
}
