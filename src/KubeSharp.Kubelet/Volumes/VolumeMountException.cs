namespace KubeSharp.Kubelet.Volumes;

/// <summary>A pod's volume is not ready. The message is shown to users in a FailedMount event.</summary>
internal sealed class VolumeMountException : Exception
{
    public VolumeMountException(string message)
        : base(message)
    {
    }

    public VolumeMountException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>The event's reason: FailedMount, or FailedAttachVolume.</summary>
    public string Reason { get; init; } = "FailedMount";
}
