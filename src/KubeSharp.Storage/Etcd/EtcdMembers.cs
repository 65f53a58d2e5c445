using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;

namespace KubeSharp.Storage.Etcd;

/// <summary>
/// The members of the etcd cluster, one of which serves until it fails; then the next one does. Any member can serve anything, so nothing is
/// spread over them.
/// </summary>
internal sealed class EtcdMembers : IDisposable
{
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(10);

    private readonly EtcdMember[] _members;
    private int _current;

    public EtcdMembers(EtcdStoreOptions options)
    {
        if (options.Servers.Count == 0)
        {
            throw new ArgumentException("etcd needs at least one server", nameof(options));
        }

        _members = [.. options.Servers.Select(server => new EtcdMember(Connect(server, options)))];
    }

    public int Count => _members.Length;

    public EtcdMember Current => _members[Volatile.Read(ref _current)];

    /// <summary>Whether another try, at another member or later, may succeed.</summary>
    public static bool IsTransient(RpcException error) =>
        error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Unknown;

    /// <summary>Turns to the next member, unless somebody has done so since <paramref name="failed"/> was the current one.</summary>
    public void Leave(EtcdMember failed)
    {
        int index = Array.IndexOf(_members, failed);
        Interlocked.CompareExchange(ref _current, (index + 1) % _members.Length, index);
    }

    public void Dispose()
    {
        foreach (EtcdMember member in _members)
        {
            member.Channel.Dispose();
        }
    }

    private static GrpcChannel Connect(Uri server, EtcdStoreOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingDelay,
            UseProxy = false,
            SslOptions = Tls(options),
        };
        return GrpcChannel.ForAddress(server, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            ThrowOperationCanceledOnCancellation = true,

            // A range answers with everything at once.
            MaxReceiveMessageSize = null,
        });
    }

    private static SslClientAuthenticationOptions Tls(EtcdStoreOptions options)
    {
        var tls = new SslClientAuthenticationOptions();
        if (options.Authorities is { } authorities)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        if (options.ClientCertificate is { } certificate)
        {
            tls.ClientCertificates = [certificate];
        }

        return tls;
    }
}
