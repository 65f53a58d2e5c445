using System.Net;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.ServiceNetwork;

namespace KubeSharp.ApiServer.Bootstrap;

/// <summary>Keeps the <c>kubernetes</c> Service and its endpoints as they should be: the API servers that are alive.</summary>
internal sealed class KubernetesServiceReconciler(IObjectStore objects, ApiServerLeases leases, BootstrapOptions options)
{
    public async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        if (!options.ReconcileEndpoints)
        {
            await EnsureServiceAsync(cancellationToken);
            return;
        }

        await leases.RenewAsync(options.AdvertiseAddress, cancellationToken);
        var servers = await leases.ListAsync(cancellationToken);
        await EnsureServiceAsync(cancellationToken);
        await PublishAsync(servers, cancellationToken);
    }

    /// <summary>At a clean end: clients are sent here no longer.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (!options.ReconcileEndpoints)
        {
            return;
        }

        await leases.LeaveAsync(cancellationToken);
        var others = (await leases.ListAsync(cancellationToken)).Where(address => !address.Equals(options.AdvertiseAddress)).ToList();
        if (others.Count > 0)
        {
            await PublishAsync(others, cancellationToken);
        }
    }

    private async Task EnsureServiceAsync(CancellationToken cancellationToken)
    {
        var stored = objects.Get<Service>(KubernetesService.Namespace, KubernetesService.Name);
        if (stored is not null && ReferenceEquals(KubernetesService.Correct(stored, options), stored))
        {
            return;
        }

        stored = await objects.UpdateAsync<Service>(
            KubernetesService.Namespace, KubernetesService.Name, service => KubernetesService.Correct(service, options), cancellationToken);
        if (stored is null)
        {
            var clusterIP = new AddressRange(options.ServiceRanges[0]).First;
            await objects.CreateAsync(KubernetesService.Create(options, clusterIP), cancellationToken);
        }
    }

    private async Task PublishAsync(IReadOnlyCollection<IPAddress> servers, CancellationToken cancellationToken)
    {
        var subsets = KubernetesService.Subsets(servers, options.SecurePort());
        var endpoints = objects.Get<Endpoints>(KubernetesService.Namespace, KubernetesService.Name);
        if (endpoints?.Subsets != subsets)
        {
            endpoints = await objects.UpdateAsync<Endpoints>(
                KubernetesService.Namespace, KubernetesService.Name,
                stored => stored.Subsets == subsets ? stored : stored with { Subsets = subsets }, cancellationToken);
            if (endpoints is null)
            {
                await objects.CreateAsync(KubernetesService.Endpoints(servers, options.SecurePort()), cancellationToken);
            }
        }

        var wanted = KubernetesService.Slice(servers, options.SecurePort());
        var slice = objects.Get<EndpointSlice>(KubernetesService.Namespace, KubernetesService.Name);
        if (slice is null || Correct(slice, wanted) != slice)
        {
            slice = await objects.UpdateAsync<EndpointSlice>(
                KubernetesService.Namespace, KubernetesService.Name, stored => Correct(stored, wanted), cancellationToken);
            if (slice is null)
            {
                await objects.CreateAsync(wanted, cancellationToken);
            }
        }
    }

    private static EndpointSlice Correct(EndpointSlice stored, EndpointSlice wanted) =>
        stored.Endpoints == wanted.Endpoints && stored.Ports == wanted.Ports
            ? stored
            : stored with
            {
                Endpoints = wanted.Endpoints,
                Ports = wanted.Ports,
                Metadata = stored.Metadata with { Generation = stored.Metadata.Generation + 1 },
            };
}
