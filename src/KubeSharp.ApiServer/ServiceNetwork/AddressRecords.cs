using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Networking.V1;
using KubeSharp.ApiServer.Bootstrap;
using KubeSharp.ApiServer.Cache;
using AddressRecord = KubeSharp.Api.Networking.V1.IPAddress;
using IPAddress = System.Net.IPAddress;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>
/// The IPAddress objects (KEP-1880): the store-wide record of who has an address, so that two API servers never give it out twice.
/// </summary>
internal sealed class AddressRecords(IObjectStore objects)
{
    private const string FamilyLabel = "ipaddress.kubernetes.io/ip-family";
    private const string ManagerLabel = "ipaddress.kubernetes.io/managed-by";
    private const string Manager = "ipallocator.k8s.io";

    private readonly Channel<IPAddress> _dropped = Channel.CreateUnbounded<IPAddress>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Addresses whose record is to be removed if nobody uses them; read by the owner of this object.</summary>
    public ChannelReader<IPAddress> Dropped => _dropped.Reader;

    /// <summary>False if another Service has it.</summary>
    public async ValueTask<bool> TryClaimAsync(IPAddress address, string owner, CancellationToken cancellationToken)
    {
        var record = Record(address, owner);
        while (await objects.CreateAsync(record, cancellationToken) is null)
        {
            var existing = await objects.GetLatestAsync<AddressRecord>("", record.Metadata.Name, cancellationToken);
            if (existing is null)
            {
                continue;
            }

            if (OwnerOf(existing) == owner)
            {
                return true;
            }

            if (await IsUsedAsync(existing, cancellationToken))
            {
                return false;
            }

            await objects.DeleteAsync<AddressRecord>(
                "", record.Metadata.Name, current => current.Metadata.UID == existing.Metadata.UID, cancellationToken);
        }

        return true;
    }

    /// <summary>Says that an address is not used any more. Takes effect soon; never blocks.</summary>
    public void Drop(IPAddress address) => _dropped.Writer.TryWrite(address);

    /// <summary>Removes the record of an address that no Service uses.</summary>
    public async ValueTask RemoveUnusedAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var record = await objects.GetLatestAsync<AddressRecord>("", address.ToString(), cancellationToken);
        if (record is not null && record.Metadata.Labels.GetValueOrDefault(ManagerLabel) == Manager && !await IsUsedAsync(record, cancellationToken))
        {
            await objects.DeleteAsync<AddressRecord>(
                "", record.Metadata.Name, current => current.Metadata.UID == record.Metadata.UID, cancellationToken);
        }
    }

    private static string OwnerOf(AddressRecord record) =>
        record.Spec.ParentRef is { } parent ? $"{parent.Namespace}/{parent.Name}" : "";

    private static AddressRecord Record(IPAddress address, string owner)
    {
        var slash = owner.IndexOf('/');
        return new AddressRecord
        {
            Metadata = new ObjectMeta
            {
                Name = address.ToString(),
                Generation = 1,
                Labels = default(ApiMap<string>).Set(FamilyLabel, KubernetesService.FamilyOf(address)).Set(ManagerLabel, Manager),
            },
            Spec = new IPAddressSpec
            {
                ParentRef = new ParentReference { Resource = "services", Namespace = owner[..slash], Name = owner[(slash + 1)..] },
            },
        };
    }

    private async ValueTask<bool> IsUsedAsync(AddressRecord record, CancellationToken cancellationToken)
    {
        if (record.Spec.ParentRef is not { Resource: "services" } parent)
        {
            return true;
        }

        var service = await objects.GetLatestAsync<Service>(parent.Namespace, parent.Name, cancellationToken);
        return service is not null && ServiceUsage.Addresses(service).Any(address => address.ToString() == record.Metadata.Name);
    }
}
