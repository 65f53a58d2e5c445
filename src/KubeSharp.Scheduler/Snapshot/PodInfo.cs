using KubeSharp.Api.Core.V1;

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>A pod with what the scheduler reads out of it once.</summary>
internal sealed class PodInfo
{
    public PodInfo(Pod pod)
    {
        Pod = pod;
        Requests = PodRequests.Of(pod);
        HostPorts = [.. pod.Spec.Containers
            .SelectMany(container => container.Ports)
            .Concat(pod.Spec.InitContainers.Where(container => container.RestartPolicy == "Always").SelectMany(container => container.Ports))
            .Where(port => port.HostPort > 0)
            .Select(port => HostPort.Of(port.HostIP, port.Protocol, port.HostPort))];
        Claims = PodClaim.Of(pod);
        ClassKey = new PodClassKey(pod);
    }

    public Pod Pod { get; }

    public PodRequests Requests { get; }

    public IReadOnlyList<HostPort> HostPorts { get; }

    /// <summary>The claims behind its volumes.</summary>
    public IReadOnlyList<PodClaim> Claims { get; }

    public PodClassKey ClassKey { get; }

    public string UID => Pod.Metadata.UID;

    public int Priority => Pod.Spec.Priority ?? 0;

    public bool IsTerminating => Pod.Metadata.DeletionTimestamp is not null;

    public override string ToString() => Pod.Metadata.Namespace + "/" + Pod.Metadata.Name;
}
