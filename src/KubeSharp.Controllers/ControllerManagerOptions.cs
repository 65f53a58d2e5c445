namespace KubeSharp.Controllers;

/// <summary>Options of the controller manager, named after upstream's flags.</summary>
public sealed record ControllerManagerOptions
{
    /// <summary><c>--controllers</c>: names to run; <c>*</c> is all that are on by default, <c>-name</c> switches one off.</summary>
    public IReadOnlyList<string> Controllers { get; init; } = ["*"];

    /// <summary><c>--leader-elect</c>: run only while holding the Lease kube-system/kube-controller-manager.</summary>
    public bool LeaderElect { get; init; }

    /// <summary>Who this candidate is; the host name with a random part if empty.</summary>
    public string LeaderElectIdentity { get; init; } = "";

    public TimeSpan LeaderElectLeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan LeaderElectRenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan LeaderElectRetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary><c>--root-ca-file</c>: what pods find as ca.crt, PEM. Empty: the publisher does not run.</summary>
    public string RootCaPem { get; init; } = "";

    /// <summary><c>--service-account-private-key-file</c>: signs legacy tokens, PEM (RSA or ECDSA). Empty: the token controller does not run.</summary>
    public string ServiceAccountPrivateKeyPem { get; init; } = "";

    /// <summary>Every service account gets a Secret with a token that does not expire, as before Kubernetes 1.24.</summary>
    public bool LegacyServiceAccountTokens { get; init; }

    /// <summary><c>--cluster-signing-cert-file</c>, PEM. Empty: the signing controller does not run.</summary>
    public string ClusterSigningCertPem { get; init; } = "";

    /// <summary><c>--cluster-signing-key-file</c>, PEM.</summary>
    public string ClusterSigningKeyPem { get; init; } = "";

    /// <summary><c>--cluster-signing-duration</c>: the longest life of a signed certificate.</summary>
    public TimeSpan ClusterSigningDuration { get; init; } = TimeSpan.FromDays(365);

    /// <summary><c>--allocate-node-cidrs</c>.</summary>
    public bool AllocateNodeCidrs { get; init; }

    /// <summary><c>--cluster-cidr</c>: one range, or one of each family separated by a comma.</summary>
    public string ClusterCidr { get; init; } = "";

    /// <summary><c>--node-cidr-mask-size-ipv4</c>.</summary>
    public int NodeCidrMaskSizeIPv4 { get; init; } = 24;

    /// <summary><c>--node-cidr-mask-size-ipv6</c>.</summary>
    public int NodeCidrMaskSizeIPv6 { get; init; } = 64;

    /// <summary><c>--node-monitor-period</c>.</summary>
    public TimeSpan NodeMonitorPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary><c>--node-monitor-grace-period</c>: silence after which a node's state is unknown.</summary>
    public TimeSpan NodeMonitorGracePeriod { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary><c>--node-startup-grace-period</c>: the same for a node that never reported.</summary>
    public TimeSpan NodeStartupGracePeriod { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><c>--terminated-pod-gc-threshold</c>: finished pods beyond this number are deleted, oldest first; 0 keeps all.</summary>
    public int TerminatedPodGCThreshold { get; init; } = 12500;

    /// <summary><c>--max-endpoints-per-slice</c>.</summary>
    public int MaxEndpointsPerSlice { get; init; } = 100;

    /// <summary>Workers of each workload controller (<c>--concurrent-…-syncs</c>).</summary>
    public int ConcurrentSyncs { get; init; } = 5;

    /// <summary><c>--concurrent-daemonset-syncs</c>.</summary>
    public int ConcurrentDaemonSetSyncs { get; init; } = 2;

    /// <summary><c>--concurrent-gc-syncs</c>.</summary>
    public int ConcurrentGCSyncs { get; init; } = 20;

    /// <summary><c>--concurrent-namespace-syncs</c>.</summary>
    public int ConcurrentNamespaceSyncs { get; init; } = 10;

    /// <summary><c>--horizontal-pod-autoscaler-sync-period</c>.</summary>
    public TimeSpan AutoscalerSyncPeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary><c>--horizontal-pod-autoscaler-downscale-stabilization</c>: how long lower recommendations have to hold.</summary>
    public TimeSpan AutoscalerDownscaleStabilization { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary><c>--horizontal-pod-autoscaler-cpu-initialization-period</c>: the time after a pod's start in which its CPU use is doubted.</summary>
    public TimeSpan AutoscalerCpuInitializationPeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary><c>--horizontal-pod-autoscaler-initial-readiness-delay</c>: changes of readiness in this time are those of the start.</summary>
    public TimeSpan AutoscalerInitialReadinessDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>--horizontal-pod-autoscaler-tolerance</c>: how far a metric may be off its target, as a share of it.</summary>
    public double AutoscalerTolerance { get; init; } = 0.1;
}
