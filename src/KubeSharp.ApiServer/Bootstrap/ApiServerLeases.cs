using System.Net;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.Storage;
using KubeSharp.Storage.Errors;

namespace KubeSharp.ApiServer.Bootstrap;

/// <summary>
/// The API servers that are alive: each keeps a key under <c>/registry/masterleases/</c> while it runs, as upstream's do, so that both
/// can serve one store at once.
/// </summary>
internal sealed class ApiServerLeases(IKeyValueStore store, IObjectCodec endpointsCodec)
{
    private const string Prefix = "/registry/masterleases/";

    public static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(15);

    private long _lease;

    /// <summary>Says that this server is alive.</summary>
    public async Task RenewAsync(IPAddress self, CancellationToken cancellationToken)
    {
        if (_lease != 0)
        {
            try
            {
                await store.KeepLeaseAliveAsync(_lease, cancellationToken);
                return;
            }
            catch (LeaseNotFoundException)
            {
                _lease = 0;
            }
        }

        var lease = await store.GrantLeaseAsync(TimeToLive, cancellationToken);
        var record = new Endpoints { Subsets = [new EndpointSubset { Addresses = [new EndpointAddress { IP = self.ToString() }] }] };
        var put = new Transaction { Success = [Operation.Put(Prefix + self, endpointsCodec.EncodeStored(record), lease.Id)] };
        await store.CommitAsync(put, cancellationToken);
        _lease = lease.Id;
    }

    /// <summary>The servers that have said so lately.</summary>
    public async Task<IReadOnlyCollection<IPAddress>> ListAsync(CancellationToken cancellationToken)
    {
        var range = await store.RangeAsync(new RangeRequest(KeyRange.Prefix(Prefix)) { KeysOnly = true }, cancellationToken);
        var servers = new List<IPAddress>();
        foreach (var entry in range.KeyValues)
        {
            if (IPAddress.TryParse(entry.Key.AsSpan(Prefix.Length), out var address))
            {
                servers.Add(address);
            }
        }

        return servers;
    }

    /// <summary>Says that this server is going.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_lease != 0)
        {
            await store.RevokeLeaseAsync(_lease, cancellationToken);
            _lease = 0;
        }
    }
}
