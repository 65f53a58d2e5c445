namespace KubeSharp.Kubelet.Runtime;

/// <summary>A container could not be started; reason and message are what its waiting state shows.</summary>
internal sealed class ContainerStartException(string reason, string message) : Exception(message)
{
    public const string CrashLoopBackOff = "CrashLoopBackOff";
    public const string CreateContainerConfigError = "CreateContainerConfigError";
    public const string CreateContainerError = "CreateContainerError";
    public const string RunContainerError = "RunContainerError";
    public const string PostStartHookError = "PostStartHookError";
    public const string CreatePodSandboxError = "CreatePodSandboxError";

    public string Reason { get; } = reason;

    /// <summary>When to try again; null for the next regular time.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
