using System.Collections.Concurrent;
using System.Globalization;
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
internal sealed class AddressRecords(IObjectStore objects, TimeProvider time)
{
    private const string FamilyLabel = "ipaddress.kubernetes.io/ip-family";
    private const string ManagerLabel = "ipaddress.kubernetes.io/managed-by";
    private const string Manager = "ipallocator.k8s.io";

    /// <summary>A request that claims takes less than this before its Service is stored.</summary>
    private static readonly TimeSpan ClaimTime = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private const int Attempts = 10;

    private readonly Channel<DroppedAddress> _dropped = Channel.CreateUnbounded<DroppedAddress>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>What was dropped and not yet removed.</summary>
    private readonly ConcurrentDictionary<IPAddress, DroppedAddress> _departed = [];

    /// <summary>Addresses whose record is to be removed if nobody uses them; read by the owner of this object.</summary>
    public ChannelReader<DroppedAddress> Dropped => _dropped.Reader;

    /// <summary>The uid of the record that was made. Null if another Service has the address.</summary>
    public async ValueTask<string?> TryClaimAsync(IPAddress address, string owner, CancellationToken cancellationToken)
    {
        var record = Record(address, owner);
        for (var attempt = 1; ; attempt++)
        {
            if (await objects.CreateAsync(record, cancellationToken) is { } made)
            {
                return made.Metadata.UID;
            }

            var existing = await objects.GetLatestAsync<AddressRecord>("", record.Metadata.Name, cancellationToken);
            if (existing is null)
            {
                continue;
            }

            if (await IsUsedAsync(existing, cancellationToken))
            {
                return OwnerOf(existing) == owner ? existing.Metadata.UID : null;
            }

            if (IsLeftOver(existing, address))
            {
                await DeleteAsync(existing, cancellationToken);
            }
            else if (attempt > Attempts)
            {
                return null;
            }
            else
            {
                // Somebody's Service is on its way, or has just gone and its record is about to.
                await Task.Delay(Patience, time, cancellationToken);
            }
        }
    }

    /// <summary>Says that an address is not used any more. Takes effect soon; never blocks.</summary>
    public void Drop(in DroppedAddress dropped)
    {
        _departed[dropped.Address] = dropped;
        _dropped.Writer.TryWrite(dropped);
    }

    /// <summary>Removes the record of an address that no Service uses.</summary>
    public async ValueTask RemoveUnusedAsync(DroppedAddress dropped, CancellationToken cancellationToken)
    {
        var record = await objects.GetLatestAsync<AddressRecord>("", dropped.Address.ToString(), cancellationToken);
        if (record is not null && IsOurs(record) && Matches(dropped, record) && !await IsUsedAsync(record, cancellationToken))
        {
            await DeleteAsync(record, cancellationToken);
        }

        _departed.TryRemove(KeyValuePair.Create(dropped.Address, dropped));
    }

    /// <summary>Removes the records that a server left when it died between claiming and storing.</summary>
    public async ValueTask RemoveLeftOversAsync(CancellationToken cancellationToken)
    {
        foreach (var record in objects.List<AddressRecord>().Where(record => IsOurs(record) && IsOld(record)).ToList())
        {
            if (!await IsUsedAsync(record, cancellationToken))
            {
                await DeleteAsync(record, cancellationToken);
            }
        }
    }

    private ValueTask<bool> DeleteAsync(AddressRecord record, CancellationToken cancellationToken) => objects.DeleteAsync<AddressRecord>(
        "", record.Metadata.Name, current => current.Metadata.UID == record.Metadata.UID, cancellationToken);

    private bool IsLeftOver(AddressRecord record, IPAddress address) =>
        IsOurs(record) && (IsOld(record) || (_departed.TryGetValue(address, out var dropped) && Matches(dropped, record)));

    private bool IsOld(AddressRecord record) => time.GetUtcNow() - record.Metadata.CreationTimestamp.Value > ClaimTime;

    private static bool IsOurs(AddressRecord record) => record.Metadata.Labels.GetValueOrDefault(ManagerLabel) == Manager;

    private static bool Matches(in DroppedAddress dropped, AddressRecord record) => dropped.Record.Length > 0
        ? record.Metadata.UID == dropped.Record
        : OwnerOf(record) == dropped.Owner && RevisionOf(record) <= dropped.Revision;

    private static long RevisionOf(ApiObject value) =>
        long.TryParse(value.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

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
