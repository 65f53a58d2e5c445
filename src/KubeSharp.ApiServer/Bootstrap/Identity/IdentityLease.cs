using KubeSharp.Api;
using KubeSharp.Api.Coordination.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Bootstrap.Identity;

/// <summary>Keeps a Lease in kube-system that says that this server is there.</summary>
internal sealed partial class IdentityLease(IObjectStore objects, string hostname, TimeProvider time, ILogger<IdentityLease> logger) : IServerTask
{
    public const string Namespace = "kube-system";

    private const string HostnameLabel = "kubernetes.io/hostname";

    private static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Duration = TimeSpan.FromHours(1);

    private readonly string _name = ServerIdentity.NameOf(hostname);
    private readonly string _holder = $"{ServerIdentity.NameOf(hostname)}_{Guid.NewGuid()}";

    public string Name => "start-kube-apiserver-identity-lease-controller";

    public Task Started => Task.CompletedTask;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await RenewAsync(cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(logger, failure);
            }

            await Task.Delay(RenewInterval, time, cancellationToken);
        }
    }

    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (await objects.UpdateAsync<Lease>(Namespace, _name, stored => stored with { Spec = Renewed(stored.Spec) }, cancellationToken) is null)
        {
            await objects.CreateAsync(NewLease(), cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not renew the lease of this server's identity; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    private Lease NewLease() => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = Namespace,
            Name = _name,
            Labels = default(ApiMap<string>).Set(ServerIdentity.Label, ServerIdentity.LabelValue).Set(HostnameLabel, hostname),
        },
        Spec = Renewed(new LeaseSpec()),
    };

    private LeaseSpec Renewed(LeaseSpec spec) => spec with
    {
        HolderIdentity = _holder,
        LeaseDurationSeconds = (int)Duration.TotalSeconds,
        RenewTime = new MicroTime(time.GetUtcNow()),
    };
}
