namespace KubeSharp.Client.LeaderElection;

/// <summary>Names and times of an election. The defaults are those of upstream's components.</summary>
public sealed record LeaderElectionOptions
{
    public required string Namespace { get; init; }

    /// <summary>Name of the Lease.</summary>
    public required string Name { get; init; }

    /// <summary>Tells the candidates apart: usually <c>host_uuid</c>.</summary>
    public required string Identity { get; init; }

    /// <summary>How long others wait after the leader's last sign of life.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the leader tries to renew before it gives up. Less than <see cref="LeaseDuration"/>.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause between tries.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Give the lease up on an orderly stop, so that the next leader need not wait for it to expire.</summary>
    public bool ReleaseOnCancel { get; init; } = true;
}
