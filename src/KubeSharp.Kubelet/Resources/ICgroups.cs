namespace KubeSharp.Kubelet.Resources;

/// <summary>
/// The cgroups between the node's root and the containers. A cgroup is named by its path of plain names
/// (<c>kubepods</c>, <c>burstable</c>, <c>pod1234</c>), whatever the driver makes of it.
/// </summary>
internal interface ICgroups
{
    /// <summary>What the runtime is told as cgroup parent.</summary>
    string ParentFor(CgroupName name);

    /// <summary>Creates the cgroup where it is missing and applies <paramref name="limits"/>. Missing controllers are skipped.</summary>
    Task EnsureAsync(CgroupName name, CgroupLimits limits, CancellationToken cancellationToken);

    /// <summary>Removes the cgroup with all below it, killing processes that are left. A cgroup that does not exist is no error.</summary>
    Task RemoveAsync(CgroupName name, CancellationToken cancellationToken);

    /// <summary>The plain names directly below <paramref name="name"/>.</summary>
    IReadOnlyList<string> Children(CgroupName name);

    /// <summary>Memory in use that the kernel could not drop at once (usage less inactive file pages); null where unknown.</summary>
    long? WorkingSet(CgroupName name);
}
