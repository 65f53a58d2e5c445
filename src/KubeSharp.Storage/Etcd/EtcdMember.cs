using Grpc.Net.Client;
using KubeSharp.Storage.Etcd.Rpc;

namespace KubeSharp.Storage.Etcd;

/// <summary>The services of one member.</summary>
internal sealed class EtcdMember(GrpcChannel channel)
{
    public GrpcChannel Channel { get; } = channel;

    public KV.KVClient Keys { get; } = new(channel);

    public Watch.WatchClient Watches { get; } = new(channel);

    public Rpc.Lease.LeaseClient Leases { get; } = new(channel);

    public Maintenance.MaintenanceClient Maintenance { get; } = new(channel);
}
