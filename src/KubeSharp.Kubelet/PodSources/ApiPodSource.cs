using KubeSharp.Api.Core.V1;
using KubeSharp.Client.Informers;
using KubeSharp.Kubelet.PodWorkers;

namespace KubeSharp.Kubelet.PodSources;

/// <summary>The pods that are bound to this node in the API.</summary>
internal sealed class ApiPodSource(InformerFactory informers, string nodeName, IPodSink sink)
{
    public const string Name = "api";

    private readonly Informer<Pod> _informer = informers.Get(new InformerOptions<Pod> { FieldSelector = $"spec.nodeName={nodeName}" });

    /// <summary>Tells the sink from now on; call before the factory's start.</summary>
    public void Attach() => _informer.AddHandler(new InformerHandler<Pod>
    {
        Added = sink.Update,
        Updated = (before, after) =>
        {
            if (before.Metadata.UID != after.Metadata.UID)
            {
                sink.Remove(before);
            }
            sink.Update(after);
        },
        Deleted = sink.Remove,
    });

    /// <summary>Tells the sink when everything that was there has been told.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _informer.WaitForSyncAsync(cancellationToken).ConfigureAwait(false);
            sink.Ready(Name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped before the API server answered.
        }
    }
}
