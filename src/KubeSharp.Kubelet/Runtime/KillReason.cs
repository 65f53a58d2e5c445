namespace KubeSharp.Kubelet.Runtime;

/// <summary>Why a container is ended; decides its grace period.</summary>
internal enum KillReason
{
    Unspecified,
    StartupProbe,
    LivenessProbe,
    PostStartHook,
}
