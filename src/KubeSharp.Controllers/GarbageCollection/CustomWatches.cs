using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Custom;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client.Informers;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Controllers.GarbageCollection;

/// <summary>Watches the metadata of custom objects as long as their definition is there. It owns the informers' loops.</summary>
internal sealed class CustomWatches(OwnerGraph graph, OwnerKinds kinds, ControllerContext context)
{
    private readonly ILogger _logger = context.Loggers.CreateLogger("KubeSharp.Client.Informer");
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Watch> _watches = new(StringComparer.Ordinal);
    private readonly List<Task> _ended = [];

    public void Follow()
    {
        var definitions = context.Informer<CustomResourceDefinition>();
        definitions.AddHandler(new InformerHandler<CustomResourceDefinition>
        {
            Added = Changed,
            Updated = (_, value) => Changed(value),
            Deleted = value => Stop(value.Metadata.Name),
        });
    }

    /// <summary>Ends the informers when it is cancelled, and waits for them.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task[] loops;
        lock (_gate)
        {
            foreach (var name in _watches.Keys.ToList())
            {
                End(name);
            }

            loops = [.. _ended];
        }

        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Changed(CustomResourceDefinition definition)
    {
        if (!DeclaredResources.IsEstablished(definition) || DeclaredResources.StorageVersion(definition) is not { } version)
        {
            return;
        }

        var resource = DeclaredResources.Describe(definition, version);
        lock (_gate)
        {
            if (_watches.TryGetValue(definition.Metadata.Name, out var before))
            {
                if (before.Resource == resource)
                {
                    return;
                }

                End(definition.Metadata.Name);
            }

            kinds.Add(resource);
            _watches[definition.Metadata.Name] = Begin(resource);
        }
    }

    private Watch Begin(ApiResource resource)
    {
        var informer = new Informer<PartialObjectMetadata>(context.Client.Transport, resource, MonitoredResources.Options, context.Time, _logger);
        informer.AddHandler(new InformerHandler<PartialObjectMetadata>
        {
            Added = value => graph.Observe(resource, value.Metadata),
            Updated = (_, value) => graph.Observe(resource, value.Metadata),
            Deleted = value => graph.Remove(value.Metadata.UID),
        });
        var stop = new CancellationTokenSource();
        return new Watch(resource, informer, stop, informer.RunAsync(stop.Token));
    }

    private void Stop(string name)
    {
        lock (_gate)
        {
            End(name);
        }
    }

    private void End(string name)
    {
        if (!_watches.Remove(name, out var watch))
        {
            return;
        }

        watch.Stop.Cancel();
        _ended.RemoveAll(static loop => loop.IsCompleted);
        _ended.Add(watch.Loop);
        kinds.Remove(watch.Resource);

        // Without their definition the objects are gone, whether or not the watch has told so.
        foreach (var value in watch.Informer.Store.List())
        {
            graph.Remove(value.Metadata.UID);
        }
    }

    private sealed record Watch(ApiResource Resource, Informer<PartialObjectMetadata> Informer, CancellationTokenSource Stop, Task Loop);
}
