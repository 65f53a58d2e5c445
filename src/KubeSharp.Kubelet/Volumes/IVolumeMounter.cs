using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Volumes;

/// <summary>Makes the volumes of pods available on this host, below the pod's own directory where they need one.</summary>
internal interface IVolumeMounter
{
    /// <summary>
    /// Sets up what is not set up yet and brings the contents up to date (config maps, secrets, tokens). Called before containers
    /// start and again from time to time while the pod runs: fast and without side effects when nothing is to be done.
    /// </summary>
    /// <exception cref="VolumeMountException">A volume is not ready. The call is repeated later.</exception>
    ValueTask<MountedVolumes> MountAsync(Pod pod, CancellationToken cancellationToken);

    /// <summary>Takes down all volumes of a pod whose containers are gone. Idempotent; works without the pod's object.</summary>
    ValueTask UnmountAsync(string podUid, CancellationToken cancellationToken);

    /// <summary>Takes down what is left of pods other than <paramref name="podUids"/>, for instance after a restart.</summary>
    ValueTask ReconcileOrphansAsync(IReadOnlySet<string> podUids, CancellationToken cancellationToken);
}
