using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Bootstrap;
using KubeSharp.ApiServer.Cache;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>Follows the stored Services, and keeps the IPAddress objects in step: dropped ones at once, lost ones every few minutes.</summary>
internal sealed partial class ServiceNetworkLoop(
    ServiceNetworkState state, AddressRecords records, NodePortRepair ports, IObjectStore objects, ChangeFeed services, ChangeFeed cidrs,
    TimeProvider time, ILogger<ServiceNetworkLoop> logger)
{
    private static readonly TimeSpan RepairInterval = TimeSpan.FromMinutes(3);

    /// <summary>Completes when all stored Services are accounted for.</summary>
    public Task Synced => services.Synced;

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
            services.RunAsync(cancellationToken), cidrs.RunAsync(cancellationToken), DropAsync(cancellationToken),
            ReleaseAsync(cancellationToken), RepairAsync(cancellationToken));

    private async Task DropAsync(CancellationToken cancellationToken)
    {
        await foreach (var dropped in records.Dropped.ReadAllAsync(cancellationToken))
        {
            try
            {
                await records.RemoveUnusedAsync(dropped, cancellationToken);
            }
            catch (Exception e) when (IsTransient(e))
            {
                LogDropFailed(logger, e, dropped.Address.ToString());
            }
        }
    }

    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await foreach (var (owner, released) in state.ReleasedPorts.ReadAllAsync(cancellationToken))
        {
            try
            {
                await ports.ReleaseAsync(owner, released, cancellationToken);
            }
            catch (Exception e) when (IsTransient(e))
            {
                // The repair finds them later.
                LogReleaseFailed(logger, e, owner);
            }
        }
    }

    private static bool IsTransient(Exception e) => e is Api.ApiException or Storage.Errors.StoreException;

    private async Task RepairAsync(CancellationToken cancellationToken)
    {
        await services.Synced.WaitAsync(cancellationToken);
        while (true)
        {
            try
            {
                await RepairOnceAsync(cancellationToken);
                await records.RemoveLeftOversAsync(cancellationToken);
                await ports.RepairAsync(cancellationToken);
            }
            catch (Exception e) when (IsTransient(e))
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
                if (!state.AllocatorOf(KubernetesService.FamilyOf(address)).Contains(address))
                {
                    LogOutOfRange(logger, owner, address.ToString());
                }
                else if (objects.Get<Api.Networking.V1.IPAddress>("", address.ToString()) is null
                    && await records.TryClaimAsync(address, owner, cancellationToken) is null)
                {
                    LogTwice(logger, owner, address.ToString());
                }
            }
        }
    }
}
