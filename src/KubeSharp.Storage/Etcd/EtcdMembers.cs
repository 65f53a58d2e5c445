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
    // etcd hangs up on clients that ping more often than every five seconds.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(3);

    // A member that comes back is found soon, whatever time it was away.
    private static readonly TimeSpan FirstReconnect = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestReconnect = TimeSpan.FromMilliseconds(500);

    /// <summary>Between tries of a request that a member failed.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly EtcdMember[] _members;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private Task<EtcdMember>? _connecting;
    private int _current;

    public EtcdMembers(EtcdStoreOptions options, TimeProvider time)
    {
        (Patience, _time) = (options.ConnectTimeout, time);
        if (options.Servers.Count == 0)
        {
            throw new ArgumentException("etcd needs at least one server", nameof(options));
        }

        _members = [.. options.Servers.Select(server => new EtcdMember(Connect(server, options), time))];
    }

    public int Count => _members.Length;

    /// <summary>How long a request looks for a member that serves it.</summary>
    public TimeSpan Patience { get; }

    /// <summary>The current member if there is a connection to it, else the first one that serves; it is the current one then.</summary>
    /// <exception cref="StoreUnavailableException">No member serves in time.</exception>
    public ValueTask<EtcdMember> ConnectedAsync(CancellationToken cancellationToken)
    {
        EtcdMember current = _members[Volatile.Read(ref _current)];
        if (current.Channel.State == ConnectivityState.Ready)
        {
            return ValueTask.FromResult(current);
        }

        lock (_lock)
        {
            _connecting = _connecting is { IsCompleted: false } shared ? shared : ConnectAsync();
            return new ValueTask<EtcdMember>(_connecting.WaitAsync(cancellationToken));
        }
    }

    /// <summary>Turns to the next member, unless somebody has done so since <paramref name="failed"/> was the current one.</summary>
    public void Leave(EtcdMember failed)
    {
        int index = Array.IndexOf(_members, failed);
        Interlocked.CompareExchange(ref _current, (index + 1) % _members.Length, index);
    }

    public void Dispose()
    {
        _closing.Cancel();
        foreach (EtcdMember member in _members)
        {
            member.Channel.Dispose();
        }
    }

    private async Task<EtcdMember> ConnectAsync()
    {
        using var timeout = new CancellationTokenSource(Patience, _time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _closing.Token);
        Task[] attempts = [.. _members.Select(member => member.ServesAsync(enough.Token))];
        Task first = await Task.WhenAny(attempts).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(attempts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!first.IsCompletedSuccessfully)
        {
            throw new StoreUnavailableException(
                $"etcd: no member serves ({string.Join("; ", _members.Select(member => $"{member.Channel.Target}: {member.Problem}"))})", first.Exception);
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
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
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
