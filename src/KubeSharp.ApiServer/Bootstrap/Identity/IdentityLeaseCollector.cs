using KubeSharp.Api.Coordination.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Bootstrap.Identity;

/// <summary>Removes the identity leases of servers that have gone.</summary>
internal sealed partial class IdentityLeaseCollector(IObjectStore objects, TimeProvider time, ILogger<IdentityLeaseCollector> logger) : IServerTask
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public string Name => "start-kube-apiserver-identity-lease-garbage-collector";

    public Task Started => Task.CompletedTask;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Interval, time, cancellationToken);
            try
            {
                await CollectAsync(cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(logger, failure);
            }
        }
    }

    public async Task CollectAsync(CancellationToken cancellationToken)
    {
        foreach (var lease in objects.List<Lease>(IdentityLease.Namespace).Where(IsExpired).ToList())
        {
            await objects.DeleteAsync<Lease>(IdentityLease.Namespace, lease.Metadata.Name, IsExpired, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not remove the leases of API servers that have gone; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    /// <summary>One that does not say how long it holds is nobody's.</summary>
    private bool IsExpired(Lease lease) =>
        lease.Metadata.Labels.GetValueOrDefault(ServerIdentity.Label) == ServerIdentity.LabelValue
        && (lease.Spec.RenewTime is not { } renewed || lease.Spec.LeaseDurationSeconds is not { } seconds
            || renewed.Value + TimeSpan.FromSeconds(seconds) < time.GetUtcNow());
}
