using Grpc.Core;
using Grpc.Net.Client;
using KubeSharp.Storage.Etcd.Rpc;

namespace KubeSharp.Storage.Etcd;

/// <summary>One member: its services, and whether it is alive.</summary>
/// <remarks>
/// A process that hangs, or a network that swallows, shows by nothing but silence. So whoever has waited for a while asks for a sign of life
/// beside; a member that gives none is lost, and with it everything that waits for it.
/// </remarks>
internal sealed class EtcdMember(GrpcChannel channel, TimeProvider time)
{
    // How long an answer may take before the member is asked whether it lives, and how long it has for that.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    // A member that has lost the others refuses at once, instead of letting its client wait.
    private static readonly Metadata RequireLeader = new() { { "hasleader", "true" } };

    private readonly Lock _lock = new();
    private CancellationTokenSource _lost = new();
    private Task _probe = Task.CompletedTask;

    public GrpcChannel Channel { get; } = channel;

    public KV.KVClient Keys { get; } = new(channel);

    public Watch.WatchClient Watches { get; } = new(channel);

    public Rpc.Lease.LeaseClient Leases { get; } = new(channel);

    public Maintenance.MaintenanceClient Maintenance { get; } = new(channel);

    /// <summary>What kept the last attempt to reach it from succeeding.</summary>
    public string Problem { get; private set; } = "no answer";

    /// <summary>Cancelled when the member is given up. A later call gets another token.</summary>
    public CancellationToken Lost
    {
        get
        {
            lock (_lock)
            {
                return _lost.Token;
            }
        }
    }

    /// <summary>What a call is made with.</summary>
    public static CallOptions Options(CancellationToken cancellationToken) => new(RequireLeader, cancellationToken: cancellationToken);

    /// <summary>Makes a call, for as long as the member lives.</summary>
    /// <exception cref="RpcException">It failed, or the member was lost meanwhile.</exception>
    public async Task<T> CallAsync<T>(Func<EtcdMember, CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Lost);
        using AsyncUnaryCall<T> running = call(this, Options(either.Token));
        return await AnswerAsync(running.ResponseAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for an answer that <see cref="Lost"/> cancels.</summary>
    /// <exception cref="RpcException">It failed, or the member was lost meanwhile.</exception>
    public async Task<T> AnswerAsync<T>(Task<T> answer, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                try
                {
                    return await answer.WaitAsync(Patience, time, CancellationToken.None).ConfigureAwait(false);
                }
                catch (TimeoutException)
                {
                    await ProbeAsync().ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, $"{Channel.Target} gives no sign of life"));
        }
    }

    /// <summary>Asks for a sign of life; without one the member is lost. Those who ask at the same time share the answer.</summary>
    public Task ProbeAsync()
    {
        lock (_lock)
        {
            return _probe.IsCompleted ? _probe = ProbeOnceAsync() : _probe;
        }
    }

    /// <summary>Completes when the member answers and has a leader.</summary>
    public async Task ServesAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                Rpc.StatusResponse status = await Maintenance.StatusAsync(new StatusRequest(), cancellationToken: cancellationToken).ConfigureAwait(false);
                if (status.Leader != 0)
                {
                    return;
                }

                Problem = "it has no leader";
            }
            catch (RpcException error)
            {
                Problem = EtcdErrors.Describe(error);
            }

            await Task.Delay(RetryDelay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ProbeOnceAsync()
    {
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            await Maintenance.StatusAsync(new StatusRequest(), cancellationToken: limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is RpcException or OperationCanceledException)
        {
            Problem = error is RpcException refused ? EtcdErrors.Describe(refused) : "no sign of life";
            CancellationTokenSource lost;
            lock (_lock)
            {
                (lost, _lost) = (_lost, new CancellationTokenSource());
            }

            await lost.CancelAsync().ConfigureAwait(false);
        }
    }
}
