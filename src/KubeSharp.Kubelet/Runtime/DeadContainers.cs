using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>Removes ended instances that nobody needs: all but the newest few of each container, which are kept for their logs.</summary>
internal sealed class DeadContainers(ICriClient cri, PodRuntime runtime, string containerLogsDir, int kept)
{
    /// <returns>Whether anything was removed.</returns>
    public async Task<bool> SweepAsync(RuntimePodStatus status, CancellationToken cancellationToken)
    {
        var removed = false;
        foreach (var instances in status.Containers.GroupBy(static container => container.Metadata.Name, StringComparer.Ordinal))
        {
            // The newest instance is the container's state; those before it are history.
            foreach (var instance in instances.Skip(1 + kept).Where(static container => container.State == Cri.ContainerState.ContainerExited))
            {
                await runtime.RemoveContainerAsync(instance.Id, cancellationToken).ConfigureAwait(false);
                DeleteLog(instance);
                removed = true;
            }
        }
        foreach (var sandbox in status.Sandboxes.Skip(1).Where(static sandbox => sandbox.State != PodSandboxState.SandboxReady))
        {
            if (!status.Containers.Any(container => status.SandboxOf.GetValueOrDefault(container.Id) == sandbox.Id))
            {
                await cri.RemovePodSandboxAsync(sandbox.Id, cancellationToken).ConfigureAwait(false);
                removed = true;
            }
        }
        return removed;
    }

    /// <summary>Deletes an instance's log and the link to it.</summary>
    public void DeleteLog(Cri.ContainerStatus instance)
    {
        try
        {
            if (instance.LogPath.Length > 0)
            {
                File.Delete(instance.LogPath);
            }
            if (containerLogsDir.Length > 0)
            {
                var pod = RuntimeLabels.Get(instance.Labels, RuntimeLabels.PodName);
                var ns = RuntimeLabels.Get(instance.Labels, RuntimeLabels.PodNamespace);
                File.Delete(Path.Combine(containerLogsDir, $"{pod}_{ns}_{instance.Metadata.Name}-{instance.Id}.log"));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is tried again when the pod's directory goes.
        }
    }
}
