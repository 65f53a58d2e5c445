using System.Net;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Networking.V1;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Storage;
using AddressRecord = KubeSharp.Api.Networking.V1.IPAddress;
using IPAddress = System.Net.IPAddress;

namespace KubeSharp.Controllers.Networking;

/// <summary>
/// Says that ServiceCIDRs are ready (KEP-1880), and keeps a deleted one as long as a Service has an address that no other range covers.
/// </summary>
internal sealed class ServiceCidrController : Controller<string>
{
    private const string Finalizer = "networking.k8s.io/service-cidr-finalizer";
    private const string Ready = "Ready";

    /// <summary>API servers need a moment to see that a range gives out nothing any more.</summary>
    private static readonly TimeSpan DeletionGracePeriod = TimeSpan.FromSeconds(10);

    private readonly Store<ServiceCIDR> _cidrs;
    private readonly Store<AddressRecord> _addresses;

    public ServiceCidrController(ControllerContext context)
        : base("service-cidr-controller", context, workers: 1, queue: "servicecidrs")
    {
        // Any change may free another one that is waiting to be deleted.
        _cidrs = context.Informer<ServiceCIDR>().OnAny(cidr =>
        {
            Queue.Add(cidr.Metadata.Name);
            EnqueueTerminating();
        }).Store;
        var addresses = context.Informer<AddressRecord>();
        addresses.AddHandler(new InformerHandler<AddressRecord> { Deleted = _ => EnqueueTerminating() });
        _addresses = addresses.Store;
    }

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_cidrs.Get("", key) is not { } cidr)
        {
            return;
        }

        if (cidr.Metadata.DeletionTimestamp is not { } deleted)
        {
            await Finalizers.AddAsync(Client, cidr, Finalizer, cancellationToken).ConfigureAwait(false);
            await SetReadyAsync(key, true, "", "Kubernetes Service CIDR is ready", cancellationToken).ConfigureAwait(false);
            return;
        }

        if (!cidr.Metadata.Finalizers.Contains(Finalizer))
        {
            return;
        }

        if (HasAddresses(cidr))
        {
            await SetReadyAsync(
                key, false, "Terminating",
                "There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR", cancellationToken).ConfigureAwait(false);
            return;
        }

        var wait = deleted.Value + DeletionGracePeriod - Time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            Queue.AddAfter(key, wait);
            return;
        }

        await Finalizers.RemoveAsync(Client, cidr, Finalizer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a record of an address is in the ranges of this one and in those of no other that stays.</summary>
    private bool HasAddresses(ServiceCIDR cidr)
    {
        var own = Networks(cidr);
        var others = _cidrs.List()
            .Where(other => other.Metadata.Name != cidr.Metadata.Name && other.Metadata.DeletionTimestamp is null)
            .SelectMany(Networks)
            .ToList();
        return _addresses.List().Any(record =>
            IPAddress.TryParse(record.Metadata.Name, out var address)
            && own.Exists(network => network.Contains(address)) && !others.Exists(network => network.Contains(address)));
    }

    private static List<IPNetwork> Networks(ServiceCIDR cidr)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in cidr.Spec.CIDRs)
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
        }

        return networks;
    }

    private async ValueTask SetReadyAsync(string name, bool isReady, string reason, string message, CancellationToken cancellationToken)
    {
        var cidr = await Client.GetAsync<ServiceCIDR>("", name, cancellationToken: cancellationToken).ConfigureAwait(false);
        var status = isReady ? "True" : "False";
        var conditions = cidr.Status.Conditions;
        if (conditions.Any(condition => condition.Type == Ready && condition.Status == status && condition.Reason == reason))
        {
            return;
        }

        var next = new Condition
        {
            Type = Ready,
            Status = status,
            Reason = reason,
            Message = message,
            LastTransitionTime = Context.Now(),
        };
        ApiList<Condition> changed = [.. conditions.Where(static condition => condition.Type != Ready), next];
        await Client.UpdateStatusAsync(cidr with { Status = cidr.Status with { Conditions = changed } }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private void EnqueueTerminating()
    {
        foreach (var cidr in _cidrs.List())
        {
            if (cidr.Metadata.DeletionTimestamp is not null)
            {
                Queue.Add(cidr.Metadata.Name);
            }
        }
    }
}
