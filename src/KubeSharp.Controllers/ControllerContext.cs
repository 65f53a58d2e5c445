using KubeSharp.Api;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Controllers;

/// <summary>What controllers share.</summary>
internal sealed record ControllerContext
{
    public required KubeClient Client { get; init; }

    public required InformerFactory Informers { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public required TimeProvider Time { get; init; }

    public required ControllerManagerOptions Options { get; init; }

    /// <summary>Makes the recorder of a component; the manager runs it.</summary>
    public required Func<string, IEventRecorder> Events { get; init; }

    /// <summary>The informers that the controller asked for; it starts when they have synced.</summary>
    public List<IInformer> Requested { get; init; } = [];

    public Informer<T> Informer<T>()
        where T : ApiObject, IApiKind<T> => Informer(new InformerOptions<T>());

    public Informer<T> Informer<T>(InformerOptions<T> options)
        where T : ApiObject, IApiKind<T> => Informer(ApiResources.Of<T>(), options);

    public Informer<T> Informer<T>(ApiResource resource, InformerOptions<T> options)
        where T : ApiObject
    {
        var informer = Informers.Get(resource, options);
        Requested.Add(informer);
        return informer;
    }

    public Time Now() => Api.Time.Now(Time);
}
