using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet;

/// <summary>Ends all pods of a node that is taken down, through its container runtime.</summary>
public static class NodeTeardown
{
    private const string PodUidLabel = "io.kubernetes.pod.uid";
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Stops every running sandbox that Kubernetes made, with its containers and its network. What has stopped stays with the runtime, so
    /// that the next start finds its logs and restart counts. Others' sandboxes are left alone.
    /// </summary>
    /// <returns>The number of sandboxes.</returns>
    public static async Task<int> StopPodsAsync(string runtimeEndpoint, TimeProvider time, CancellationToken cancellationToken)
    {
        using var runtime = new GrpcCriClient(runtimeEndpoint, "", RequestTimeout, time);
        var sandboxes = await runtime.ListPodSandboxesAsync(null, cancellationToken);
        string[] ours =
        [
            .. sandboxes
                .Where(sandbox => sandbox.Labels.ContainsKey(PodUidLabel) && sandbox.State == PodSandboxState.SandboxReady)
                .Select(sandbox => sandbox.Id),
        ];
        await Parallel.ForEachAsync(ours, cancellationToken, async (sandbox, token) => await runtime.StopPodSandboxAsync(sandbox, token));
        return ours.Length;
    }
}
