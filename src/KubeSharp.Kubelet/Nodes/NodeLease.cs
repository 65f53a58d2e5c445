using KubeSharp.Api;
using KubeSharp.Api.Coordination.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Nodes;

/// <summary>Renews the node's lease, by which the cluster knows that it lives (KEP-589).</summary>
internal sealed partial class NodeLease(KubeClient client, KubeletOptions options, Func<Node?> node, TimeProvider time, ILogger<NodeLease> logger)
{
    private const string Namespace = "kube-node-lease";
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);

    private readonly ILogger _logger = logger;
    private Lease? _lease;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var interval = TimeSpan.FromSeconds(options.NodeLeaseDurationSeconds / 4.0);
        var retry = FirstRetry;
        while (!cancellationToken.IsCancellationRequested)
        {
            var wait = interval;
            try
            {
                _lease = await RenewAsync(cancellationToken).ConfigureAwait(false);
                retry = FirstRetry;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is ApiException or HttpRequestException or IOException)
            {
                LogFailed(exception.Message);
                _lease = null;
                wait = retry;
                retry = retry * 2 < interval ? retry * 2 : interval;
            }
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Lease> RenewAsync(CancellationToken cancellationToken)
    {
        var known = _lease ?? await client.FindAsync<Lease>(Namespace, options.NodeName, cancellationToken).ConfigureAwait(false);
        var spec = new LeaseSpec
        {
            HolderIdentity = options.NodeName,
            LeaseDurationSeconds = options.NodeLeaseDurationSeconds,
            RenewTime = new MicroTime(time.GetUtcNow()),
        };
        var owner = node();
        ApiList<OwnerReference> owners = owner is null
            ? default
            : [new OwnerReference { APIVersion = "v1", Kind = "Node", Name = owner.Metadata.Name, UID = owner.Metadata.UID }];
        if (known is not null)
        {
            return await client.UpdateAsync(
                known with { Spec = spec, Metadata = owners.IsEmpty ? known.Metadata : known.Metadata with { OwnerReferences = owners } },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        return await client.CreateAsync(
            new Lease { Metadata = new ObjectMeta { Name = options.NodeName, Namespace = Namespace, OwnerReferences = owners }, Spec = spec },
            cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The node's lease could not be renewed: {Error}")]
    private partial void LogFailed(string error);
}
