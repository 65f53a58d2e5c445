using KubeSharp.Api;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Networking;

/// <summary>Carries plans out, and remembers what it wrote until the cache has seen it.</summary>
internal sealed class SliceWriter(KubeClient client, TimeProvider time)
{
    public const string ServiceName = "kubernetes.io/service-name";
    public const string ManagedBy = "endpointslice.kubernetes.io/managed-by";

    /// <summary>After this long the cache is believed again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<NamespacedName, Written> _written = [];

    /// <summary>Whether the cache has all that was written for this service; if not, its next event comes soon.</summary>
    public bool IsCurrent(NamespacedName service, IReadOnlyList<EndpointSlice> cached)
    {
        lock (_gate)
        {
            if (!_written.TryGetValue(service, out var written) || time.GetElapsedTime(written.At) > Patience)
            {
                return true;
            }

            foreach (var (uid, version) in written.Versions)
            {
                if (!cached.Any(slice => slice.Metadata.UID == uid && VersionOf(slice) >= version))
                {
                    return false;
                }
            }

            return !cached.Any(slice => written.Deleted.Contains(slice.Metadata.UID));
        }
    }

    public void Forget(NamespacedName service)
    {
        lock (_gate)
        {
            _written.Remove(service);
        }
    }

    /// <param name="plan">What to write.</param>
    /// <param name="service">The service that the slices belong to.</param>
    /// <param name="owner">Whose deletion takes the slices with it.</param>
    /// <param name="labels">All labels of the slices.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask WriteAsync(SlicePlan plan, NamespacedName service, ApiObject owner, ApiMap<string> labels, CancellationToken cancellationToken)
    {
        var written = new Written(time.GetTimestamp());
        foreach (var (slice, endpoints) in plan.Update)
        {
            var wanted = slice with { Metadata = slice.Metadata with { Labels = labels }, Endpoints = ApiList<Endpoint>.From(endpoints) };
            written.Add(wanted.Equals(slice) ? slice : await client.UpdateAsync(wanted, cancellationToken: cancellationToken).ConfigureAwait(false));
        }

        foreach (var (group, endpoints) in plan.Create)
        {
            if (await CreateAsync(group, endpoints, service, owner, labels, cancellationToken).ConfigureAwait(false) is { } created)
            {
                written.Add(created);
            }
        }

        foreach (var slice in plan.Delete)
        {
            await DeleteAsync(slice, cancellationToken).ConfigureAwait(false);
            written.Deleted.Add(slice.Metadata.UID);
        }

        lock (_gate)
        {
            _written[service] = written;
        }
    }

    public async ValueTask DeleteAsync(EndpointSlice slice, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteAsync<EndpointSlice>(slice.Metadata.Namespace, slice.Metadata.Name, Deletions.Exactly(slice), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound || gone.IsConflict)
        {
            // That is what was wanted.
        }
    }

    private async ValueTask<EndpointSlice?> CreateAsync(
        SliceGroup group,
        List<Endpoint> endpoints,
        NamespacedName service,
        ApiObject owner,
        ApiMap<string> labels,
        CancellationToken cancellationToken)
    {
        try
        {
            return await client.CreateAsync(
                new EndpointSlice
                {
                    Metadata = new ObjectMeta
                    {
                        Namespace = service.Namespace,
                        GenerateName = PodTemplates.Prefix(service.Name),
                        Labels = labels,
                        OwnerReferences = [ControllerRefs.To(owner)],
                    },
                    AddressType = group.AddressType,
                    Ports = group.Ports,
                    Endpoints = ApiList<Endpoint>.From(endpoints),
                },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException refused) when (refused.IsNamespaceTerminating())
        {
            return null;
        }
    }

    private static long VersionOf(EndpointSlice slice) => long.TryParse(slice.Metadata.ResourceVersion, out var version) ? version : 0;

    private sealed class Written(long at)
    {
        public long At { get; } = at;

        public Dictionary<string, long> Versions { get; } = [];

        public HashSet<string> Deleted { get; } = [];

        public void Add(EndpointSlice slice) => Versions[slice.Metadata.UID] = VersionOf(slice);
    }
}
