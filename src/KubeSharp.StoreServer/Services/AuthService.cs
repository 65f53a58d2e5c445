using Grpc.Core;
using KubeSharp.Storage;
using KubeSharp.Storage.Etcd.Rpc;
using KubeSharp.StoreServer.Grpc;

namespace KubeSharp.StoreServer.Services;

/// <summary>etcdserverpb.Auth: there are no users. Who may connect is a matter of certificates.</summary>
internal sealed class AuthService(IKeyValueStore store)
{
    public void AddTo(GrpcRoutes routes)
    {
        routes.Add("/etcdserverpb.Auth/AuthStatus", AuthStatusRequest.Parser, (_, _) => ValueTask.FromResult(new AuthStatusResponse { Header = Header(), AuthRevision = 1 }));
        routes.Add("/etcdserverpb.Auth/AuthDisable", AuthDisableRequest.Parser, (_, _) => ValueTask.FromResult(new AuthDisableResponse { Header = Header() }));
        routes.Add("/etcdserverpb.Auth/UserList", AuthUserListRequest.Parser, (_, _) => ValueTask.FromResult(new AuthUserListResponse { Header = Header() }));
        routes.Add("/etcdserverpb.Auth/RoleList", AuthRoleListRequest.Parser, (_, _) => ValueTask.FromResult(new AuthRoleListResponse { Header = Header() }));
        routes.Add<AuthenticateRequest, AuthenticateResponse>("/etcdserverpb.Auth/Authenticate", AuthenticateRequest.Parser, static (_, _) =>
            throw new RpcException(new Status(StatusCode.FailedPrecondition, "etcdserver: authentication is not enabled")));
    }

    private ResponseHeader Header() => Wire.Header(store.CurrentRevision);
}
