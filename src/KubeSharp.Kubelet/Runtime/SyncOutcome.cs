namespace KubeSharp.Kubelet.Runtime;

/// <summary>What a round of work on a pod came to.</summary>
/// <param name="Changed">Whether the runtime was told to do anything, so that its state is to be looked at.</param>
/// <param name="RetryAfter">When something is worth another try; null for the next regular round.</param>
internal readonly record struct SyncOutcome(bool Changed, TimeSpan? RetryAfter);
