using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Controllers;

/// <summary>One recorder for each component that controllers report as.</summary>
internal sealed class EventRecorders(KubeClient client, ILoggerFactory loggers, TimeProvider time)
{
    private readonly Dictionary<string, EventRecorder> _byComponent = [];

    public IEventRecorder Of(string component)
    {
        if (!_byComponent.TryGetValue(component, out var recorder))
        {
            var logger = loggers.CreateLogger("KubeSharp.Controllers.Events");
            recorder = new EventRecorder(client, new EventSource { Component = component }, time, logger);
            _byComponent[component] = recorder;
        }

        return recorder;
    }

    public IEnumerable<Task> Run(CancellationToken cancellationToken) => [.. _byComponent.Values.Select(recorder => recorder.RunAsync(cancellationToken))];
}
