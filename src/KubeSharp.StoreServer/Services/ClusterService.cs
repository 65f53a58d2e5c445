using KubeSharp.Storage;
using KubeSharp.Storage.Etcd.Rpc;
using KubeSharp.StoreServer.Grpc;

namespace KubeSharp.StoreServer.Services;

/// <summary>etcdserverpb.Cluster: one member.</summary>
internal sealed class ClusterService(IKeyValueStore store, IReadOnlyList<Uri> clientUrls)
{
    public void AddTo(GrpcRoutes routes) => routes.Add("/etcdserverpb.Cluster/MemberList", MemberListRequest.Parser, List);

    private ValueTask<MemberListResponse> List(MemberListRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(new MemberListResponse
    {
        Header = Wire.Header(store.CurrentRevision),
        Members = { new Member { ID = Wire.Member, Name = "kubesharp", ClientURLs = { clientUrls.Select(url => url.GetLeftPart(UriPartial.Authority)) } } },
    });
}
