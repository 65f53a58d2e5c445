using System.Runtime.CompilerServices;
using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;

namespace KubeSharp.Kubelet.Tests.Fakes;

/// <summary>An API server in memory: enough of one for a kubelet.</summary>
internal sealed class FakeApi : IApiTransport
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Kind, string Namespace, string Name), ApiObject> _objects = [];
    private readonly List<(string Kind, Channel<WatchEvent> Channel)> _watches = [];
    private long _version = 1;

    /// <summary>What was recorded as events, oldest first.</summary>
    public List<Event> Events { get; } = [];

    public KubeClient Client => new(this);

    public T? Find<T>(string ns, string name)
        where T : ApiObject, IApiKind<T>
    {
        lock (_gate)
        {
            return _objects.GetValueOrDefault((T.Type.Kind, ns, name)) as T;
        }
    }

    /// <summary>Stores an object as if a user had sent it.</summary>
    public void Put(ApiObject value)
    {
        lock (_gate)
        {
            var key = Key(value);
            var known = _objects.ContainsKey(key);
            var metadata = value.Metadata with
            {
                ResourceVersion = (++_version).ToString(),
                UID = value.Metadata.UID.Length > 0 ? value.Metadata.UID : Guid.NewGuid().ToString(),
            };
            var stored = value with { Metadata = metadata };
            _objects[key] = stored;
            Tell(known ? WatchEventType.Modified : WatchEventType.Added, stored);
        }
    }

    public void Drop<T>(string ns, string name)
        where T : ApiObject, IApiKind<T>
    {
        lock (_gate)
        {
            if (_objects.Remove((T.Type.Kind, ns, name), out var gone))
            {
                Tell(WatchEventType.Deleted, gone with { Metadata = gone.Metadata with { ResourceVersion = (++_version).ToString() } });
            }
        }
    }

    public ValueTask<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(new ApiResponse(200, Handle(request)));
        }
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<WatchEvent>();
        lock (_gate)
        {
            _watches.Add((request.Resource.Kind, channel));
        }
        await foreach (var next in channel.Reader.ReadAllAsync(cancellationToken))
        {
            yield return next;
        }
    }

    public ValueTask<Stream> OpenStreamAsync(ApiRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    private ApiKind? Handle(ApiRequest request)
    {
        var kind = request.Resource.Kind;
        var key = (kind, request.Namespace, request.Name);
        switch (request.Verb)
        {
            case ApiVerb.Create when request.Subresource.Length == 0:
                var created = (ApiObject)request.Body!;
                if (created is Event told)
                {
                    Events.Add(told);
                }
                if (_objects.ContainsKey(Key(created)))
                {
                    throw ApiErrors.AlreadyExists(request.Resource.Group, request.Resource.Name, created.Metadata.Name);
                }
                Put(created);
                return _objects[Key(created)];
            case ApiVerb.Get:
                return _objects.GetValueOrDefault(key) ?? throw ApiErrors.NotFound(request.Resource.Group, request.Resource.Name, request.Name);
            case ApiVerb.List:
                return kind switch
                {
                    "Pod" => new PodList { Items = [.. _objects.Values.OfType<Pod>()] },
                    "Service" => new ServiceList { Items = [.. _objects.Values.OfType<Service>()] },
                    "Node" => new NodeList { Items = [.. _objects.Values.OfType<Node>()] },
                    _ => throw new NotSupportedException(kind),
                };
            case ApiVerb.Update:
                Put((ApiObject)request.Body!);
                return _objects[key];
            case ApiVerb.Patch:
                if (!_objects.TryGetValue(key, out var patched))
                {
                    throw ApiErrors.NotFound(request.Resource.Group, request.Resource.Name, request.Name);
                }
                Put((ApiObject)JsonCodec.Decode(
                    patched.ApiType, Patches.Strategic(JsonCodec.Encode(patched), request.RawBody.Span, patched.ApiType.Schema)));
                return _objects[key];
            case ApiVerb.Delete:
                if (_objects.Remove(key, out var gone))
                {
                    Tell(WatchEventType.Deleted, gone);
                    return null;
                }
                throw ApiErrors.NotFound(request.Resource.Group, request.Resource.Name, request.Name);
            default:
                throw new NotSupportedException($"{request.Verb} {kind}/{request.Subresource}");
        }
    }

    private void Tell(WatchEventType type, ApiObject value)
    {
        foreach (var (kind, channel) in _watches)
        {
            if (kind == value.ApiType.Kind)
            {
                channel.Writer.TryWrite(new WatchEvent(type, value, value.Metadata.ResourceVersion));
            }
        }
    }

    private static (string, string, string) Key(ApiObject value) => (value.ApiType.Kind, value.Metadata.Namespace, value.Metadata.Name);
}
