using KubeSharp.Api.Discovery.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Networking;

/// <summary>The index of slices by the service that they belong to.</summary>
internal static class SlicesByService
{
    private const string Index = "service";

    public static void AddTo(Informer<EndpointSlice> slices) => slices.Store.AddIndex(Index, static slice =>
        slice.Metadata.Labels.TryGetValue(SliceWriter.ServiceName, out var service) ? [$"{slice.Metadata.Namespace}/{service}"] : []);

    /// <summary>The slices of a service that this controller manages.</summary>
    public static List<EndpointSlice> Find(Store<EndpointSlice> store, NamespacedName service, string manager) =>
        [.. store.ByIndex(Index, service.ToString())
            .Where(slice => slice.Metadata.Labels.GetValueOrDefault(SliceWriter.ManagedBy) == manager && slice.Metadata.DeletionTimestamp is null)];
}
