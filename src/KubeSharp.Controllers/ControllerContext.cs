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

    public Informer<T> Informer<T>()
        where T : ApiObject, IApiKind<T> => Informers.Get<T>();

    public Time Now() => Api.Time.Now(Time);
}
