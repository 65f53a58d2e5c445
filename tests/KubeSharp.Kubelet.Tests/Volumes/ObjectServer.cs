using System.Runtime.CompilerServices;
using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Authentication.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using WatchEvent = KubeSharp.Client.WatchEvent;

namespace KubeSharp.Kubelet.Tests.Volumes;

/// <summary>An API server with a handful of config maps, which checks that they are watched one by one, and tokens.</summary>
internal sealed class ObjectServer(TimeProvider time) : IApiTransport
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ConfigMap> _maps = [];
    private readonly List<(string Name, Channel<WatchEvent> Events)> _watches = [];
    private int _version = 1;

    public int TokenRequests { get; private set; }

    public bool RefuseTokens { get; set; }

    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(1);

    public void Put(string name, params (string Key, string Value)[] data)
    {
        lock (_lock)
        {
            var isNew = !_maps.ContainsKey(name);
            var map = new ConfigMap
            {
                Metadata = new ObjectMeta { Namespace = "default", Name = name, ResourceVersion = (++_version).ToString() },
                Data = ApiMap<string>.From(data.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))),
            };
            _maps[name] = map;
            foreach (var watch in _watches.Where(watch => watch.Name == name))
            {
                watch.Events.Writer.TryWrite(new WatchEvent(isNew ? WatchEventType.Added : WatchEventType.Modified, map, map.Metadata.ResourceVersion));
            }
        }
    }

    public ValueTask<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(request switch
            {
                { Verb: ApiVerb.List, Options: ListOptions options } => List(Name(options)),
                { Verb: ApiVerb.Create, Subresource: "token" } => Token(),
                _ => throw ApiErrors.NotFound("", request.Resource.Name, request.Name),
            });
        }
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = Channel.CreateUnbounded<WatchEvent>();
        var name = Name((ListOptions)request.Options!);
        lock (_lock)
        {
            _watches.Add((name, events));
            var since = long.Parse(((ListOptions)request.Options!).ResourceVersion, null);
            if (_maps.TryGetValue(name, out var map) && long.Parse(map.Metadata.ResourceVersion, null) > since)
            {
                events.Writer.TryWrite(new WatchEvent(WatchEventType.Modified, map, map.Metadata.ResourceVersion));
            }
        }

        await foreach (var value in events.Reader.ReadAllAsync(cancellationToken))
        {
            yield return value;
        }
    }

    public ValueTask<Stream> OpenStreamAsync(ApiRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static string Name(ListOptions options)
    {
        Assert.StartsWith("metadata.name=", options.FieldSelector, StringComparison.Ordinal);
        return options.FieldSelector["metadata.name=".Length..];
    }

    private ApiResponse List(string name) => new(200, new ConfigMapList
    {
        Metadata = new ListMeta { ResourceVersion = _version.ToString() },
        Items = _maps.TryGetValue(name, out var map) ? [map] : [],
    });

    private ApiResponse Token()
    {
        if (RefuseTokens)
        {
            throw ApiErrors.ServiceUnavailable("no tokens today");
        }

        TokenRequests++;
        return new ApiResponse(201, new TokenRequest
        {
            Status = new TokenRequestStatus { Token = $"token-{TokenRequests}", ExpirationTimestamp = new Time(time.GetUtcNow() + TokenLife) },
        });
    }
}
