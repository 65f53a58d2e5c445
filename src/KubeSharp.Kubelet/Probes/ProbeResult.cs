namespace KubeSharp.Kubelet.Probes;

internal enum ProbeResult
{
    /// <summary>The probe itself could not be done; says nothing about the container.</summary>
    Unknown,
    Success,

    /// <summary>Success, with something to tell.</summary>
    Warning,
    Failure,
}
