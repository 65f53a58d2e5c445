using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Bootstrap;
using KubeSharp.ApiServer.Cache;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>Follows the stored Services, and keeps the IPAddress objects in step: dropped ones at once, lost ones every few minutes.</summary>
internal sealed partial class ServiceNetworkLoop(
    ServiceNetworkState state, AddressRecords records, IObjectStore objects, ChangeFeed services, TimeProvider time,
    ILogger<ServiceNetworkLoop> logger)
{
    private static readonly TimeSpan RepairInterval = TimeSpan.FromMinutes(3);

    /// <summary>Completes when all stored Services are accounted for.</summary>
    public Task Synced => services.Synced;

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(services.RunAsync(cancellationToken), DropAsync(cancellationToken), RepairAsync(cancellationToken));

    private async Task DropAsync(CancellationToken cancellationToken)
    {
        await foreach (var address in records.Dropped.ReadAllAsync(cancellationToken))
        {
            try
            {
                await records.RemoveUnusedAsync(address, cancellationToken);
            }
            catch (Api.ApiException e)
            {
                LogDropFailed(logger, e, address.ToString());
            }
        }
    }

    private async Task RepairAsync(CancellationToken cancellationToken)
    {
        await services.Synced.WaitAsync(cancellationToken);
        while (true)
        {
            try
            {
                await RepairOnceAsync(cancellationToken);
            }
            catch (Api.ApiException e)
            {
                LogRepairFailed(logger, e);
            }

            await Task.Delay(RepairInterval, time, cancellationToken);
        }
    }

    private async Task RepairOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var service in objects.List<Service>())
        {
            var owner = ServiceUsage.OwnerOf(service);
            foreach (var address in ServiceUsage.Addresses(service))
            {
                if (!state.AllocatorOf(KubernetesService.FamilyOf(address)).Range.Contains(address))
                {
                    LogOutOfRange(logger, owner, address.ToString());
                }
                else if (objects.Get<Api.Networking.V1.IPAddress>("", address.ToString()) is null
                    && !await records.TryClaimAsync(address, owner, cancellationToken))
                {
                    LogTwice(logger, owner, address.ToString());
                }
            }
        }
    }
}
