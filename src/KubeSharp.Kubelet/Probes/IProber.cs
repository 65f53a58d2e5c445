namespace KubeSharp.Kubelet.Probes;

/// <summary>Asks a container once.</summary>
internal interface IProber
{
    /// <summary>Does not throw for what a container does wrong; an outcome of Unknown is a fault of the asking.</summary>
    Task<ProbeOutcome> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken);
}
