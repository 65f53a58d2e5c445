using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Etcd;

/// <summary>
/// The members of the etcd cluster, one of which serves until it fails; then the next one does. Any member can serve anything, so nothing is
/// spread over them.
/// </summary>
internal sealed class EtcdMembers : IDisposable
{
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(10);

    // A member that comes back is found soon, whatever time it was away.
    private static readonly TimeSpan FirstReconnect = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestReconnect = TimeSpan.FromMilliseconds(500);

    private readonly EtcdMember[] _members;
    private readonly TimeSpan _connectTimeout;
    private readonly TimeProvider _time;
    private int _current;

    public EtcdMembers(EtcdStoreOptions options, TimeProvider time)
    {
        (_connectTimeout, _time) = (options.ConnectTimeout, time);
        if (options.Servers.Count == 0)
        {
            throw new ArgumentException("etcd needs at least one server", nameof(options));
        }

        _members = [.. options.Servers.Select(server => new EtcdMember(Connect(server, options)))];
    }

    public int Count => _members.Length;


    /// <summary>Whether another try, at another member or later, may succeed.</summary>
    public static bool IsTransient(RpcException error) =>
        error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Unknown;

    /// <summary>The current member if there is a connection to it, else the first one that takes a connection; it is the current one then.</summary>
    /// <exception cref="StoreUnavailableException">No member takes one in time.</exception>
    public async ValueTask<EtcdMember> ConnectedAsync(CancellationToken cancellationToken)
    {
        EtcdMember current = _members[Volatile.Read(ref _current)];
        return current.Channel.State == ConnectivityState.Ready ? current : await ConnectAsync(cancellationToken).ConfigureAwait(false);
    }

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

    private async Task<EtcdMember> ConnectAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_connectTimeout, _time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Task[] attempts = [.. _members.Select(member => member.Channel.ConnectAsync(enough.Token))];
        Task first = await Task.WhenAny(attempts).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(attempts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (!first.IsCompletedSuccessfully)
        {
            throw new StoreUnavailableException($"etcd: no member takes a connection ({string.Join(", ", _members.Select(member => member.Channel.Target))})", first.Exception);
        }

        int index = Array.IndexOf(attempts, first);
        Volatile.Write(ref _current, index);
        return _members[index];
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
            InitialReconnectBackoff = FirstReconnect,
            MaxReconnectBackoff = LongestReconnect,
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
