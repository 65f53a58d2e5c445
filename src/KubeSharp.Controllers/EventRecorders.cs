using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Controllers;

/// <summary>One recorder for each component that controllers report as, and each client that they do it through.</summary>
internal sealed class EventRecorders(ILoggerFactory loggers, TimeProvider time)
{
    private readonly Dictionary<(string Component, KubeClient Client), EventRecorder> _recorders = [];

    public IEventRecorder Of(string component, KubeClient client)
    {
        if (!_recorders.TryGetValue((component, client), out var recorder))
        {
            var logger = loggers.CreateLogger("KubeSharp.Controllers.Events");
            recorder = new EventRecorder(client, new EventSource { Component = component }, time, logger);
            _recorders[(component, client)] = recorder;
        }

        return recorder;
    }

    public IEnumerable<Task> Run(CancellationToken cancellationToken) => [.. _recorders.Values.Select(recorder => recorder.RunAsync(cancellationToken))];
}
