using KubeSharp.Api;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Volumes.Objects;

/// <summary>The watch of a single object, and the pods that need it. Owns its loop.</summary>
internal sealed class ObjectWatch<T> : IAsyncDisposable
    where T : ApiObject, IApiKind<T>
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public ObjectWatch(IApiTransport transport, NamespacedName key, ILogger logger, TimeProvider time, Action changed)
    {
        var options = new InformerOptions<T> { Namespace = key.Namespace, FieldSelector = $"metadata.name={key.Name}" };
        Informer = new Informer<T>(transport, ApiResources.Of<T>(), options, time, logger);
        Informer.AddHandler(new InformerHandler<T>
        {
            Added = _ => changed(),
            Updated = (_, _) => changed(),
            Deleted = _ => changed(),
        });
        _running = Informer.RunAsync(_stop.Token);
    }

    public Informer<T> Informer { get; }

    public HashSet<string> Pods { get; } = new(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }
}
