using KubeSharp.Api;
using KubeSharp.Api.Coordination.V1;
using KubeSharp.Api.Meta.V1;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace KubeSharp.Client.LeaderElection;

/// <summary>
/// Elects one leader among the candidates for a Lease.
/// </summary>
/// <remarks>
/// Clocks of different machines are never compared: a candidate measures the lease's duration from when it last saw the Lease change.
/// Between losing the lease and noticing it a leader may act for up to LeaseDuration − RenewDeadline less than its successor waits, provided
/// that clocks run at about the same rate.
/// </remarks>
public sealed partial class LeaderElector(KubeClient client, LeaderElectionOptions options, TimeProvider time, ILogger logger)
{
    private static readonly Gauge Leading = Metrics.CreateGauge(
        "leader_election_master_status", "1 while this process leads, by the name of the lease.", "name");

    private readonly ILogger _logger = logger;
    private Lease? _observed;
    private long _observedAt;
    private string _reportedHolder = "";

    private string LeaseName => $"{options.Namespace}/{options.Name}";

    /// <summary>
    /// Waits to become leader and runs <paramref name="lead"/>. Returns when that returns or the token is cancelled.
    /// </summary>
    /// <exception cref="LeadershipLostException">The lead was lost; the token given to <paramref name="lead"/> was cancelled.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        Leading.WithLabels(options.Name).Set(0);
        while (!await TryAcquireOrRenewAsync(cancellationToken).ConfigureAwait(false))
        {
            var pause = options.RetryPeriod + (options.RetryPeriod * (Random.Shared.NextDouble() * 1.2));
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }

        LogAcquired(LeaseName, options.Identity);
        Leading.WithLabels(options.Name).Set(1);
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = lead(leading.Token);
        var renewing = RenewAsync(leading.Token);
        await Task.WhenAny(work, renewing).ConfigureAwait(false);
        var lost = !work.IsCompleted && renewing.IsCompletedSuccessfully && !renewing.Result;
        await leading.CancelAsync().ConfigureAwait(false);
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (leading.IsCancellationRequested)
        {
            // Stopped by us, or by the caller.
        }
        finally
        {
            Leading.WithLabels(options.Name).Set(0);
            await renewing.ConfigureAwait(false);
            if (!lost && options.ReleaseOnCancel)
            {
                await ReleaseAsync().ConfigureAwait(false);
            }
        }

        if (lost)
        {
            LogLost(LeaseName);
            throw new LeadershipLostException(LeaseName);
        }
    }

    /// <summary>Renews until cancelled (true) or until it has not succeeded for the renew deadline (false).</summary>
    private async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        var renewedAt = time.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(options.RetryPeriod, time, cancellationToken).ConfigureAwait(false);
                using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                using var timer = time.CreateTimer(
                    static state => ((CancellationTokenSource)state!).Cancel(),
                    deadline,
                    Positive(options.RenewDeadline - time.GetElapsedTime(renewedAt)),
                    Timeout.InfiniteTimeSpan);
                if (await TryAcquireOrRenewAsync(deadline.Token).ConfigureAwait(false))
                {
                    renewedAt = time.GetTimestamp();
                }
                else if (time.GetElapsedTime(renewedAt) >= options.RenewDeadline)
                {
                    return false;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return cancellationToken.IsCancellationRequested;
        }
    }

    private static TimeSpan Positive(TimeSpan value) => value > TimeSpan.Zero ? value : TimeSpan.Zero;

    private async Task<bool> TryAcquireOrRenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            var lease = await client.FindAsync<Lease>(options.Namespace, options.Name, cancellationToken).ConfigureAwait(false);
            if (lease is null)
            {
                Observe(await client.CreateAsync(NewLease(), cancellationToken: cancellationToken).ConfigureAwait(false));
                return true;
            }

            if (_observed is null || _observed.Spec != lease.Spec)
            {
                Observe(lease);
            }

            var holder = lease.Spec.HolderIdentity ?? "";
            if (holder.Length > 0 && holder != options.Identity && time.GetElapsedTime(_observedAt) < DurationOf(lease))
            {
                Report(holder);
                return false;
            }

            Observe(await client.UpdateAsync(lease with { Spec = Held(lease.Spec) }, cancellationToken: cancellationToken).ConfigureAwait(false));
            _reportedHolder = options.Identity;
            return true;
        }
        catch (Exception failure) when (failure is ApiException or HttpRequestException or IOException or InvalidDataException)
        {
            LogFailure(LeaseName, failure.Message);
            return false;
        }
    }

    private void Observe(Lease lease)
    {
        _observed = lease;
        _observedAt = time.GetTimestamp();
    }

    private void Report(string holder)
    {
        if (_reportedHolder != holder)
        {
            _reportedHolder = holder;
            LogOtherLeader(LeaseName, holder);
        }
    }

    private TimeSpan DurationOf(Lease lease) =>
        lease.Spec.LeaseDurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.LeaseDuration;

    private Lease NewLease()
    {
        var now = new MicroTime(time.GetUtcNow());
        return new Lease
        {
            Metadata = new ObjectMeta { Namespace = options.Namespace, Name = options.Name },
            Spec = new LeaseSpec
            {
                HolderIdentity = options.Identity,
                LeaseDurationSeconds = (int)options.LeaseDuration.TotalSeconds,
                AcquireTime = now,
                RenewTime = now,
                LeaseTransitions = 0,
            },
        };
    }

    private LeaseSpec Held(LeaseSpec spec)
    {
        var now = new MicroTime(time.GetUtcNow());
        var continues = spec.HolderIdentity == options.Identity;
        return spec with
        {
            HolderIdentity = options.Identity,
            LeaseDurationSeconds = (int)options.LeaseDuration.TotalSeconds,
            AcquireTime = continues ? spec.AcquireTime : now,
            RenewTime = now,
            LeaseTransitions = continues ? spec.LeaseTransitions : (spec.LeaseTransitions ?? 0) + 1,
        };
    }

    private async Task ReleaseAsync()
    {
        if (_observed is not { } lease || lease.Spec.HolderIdentity != options.Identity)
        {
            return;
        }

        // The caller's token is cancelled by now, and the server may be gone: try briefly.
        using var patience = new CancellationTokenSource(options.RetryPeriod, time);
        try
        {
            await client.UpdateAsync(
                lease with
                {
                    Spec = lease.Spec with { HolderIdentity = "", LeaseDurationSeconds = 1, RenewTime = new MicroTime(time.GetUtcNow()) },
                },
                cancellationToken: patience.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            LogFailure(LeaseName, failure.Message);
        }
    }
}
