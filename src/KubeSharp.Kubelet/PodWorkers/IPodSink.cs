using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.PodWorkers;

/// <summary>Takes what pod sources tell. Never waits.</summary>
internal interface IPodSink
{
    /// <summary>A source wants this pod, or has a newer version of it.</summary>
    void Update(Pod pod);

    /// <summary>The source has the pod no more.</summary>
    void Remove(Pod pod);

    /// <summary>The source has told all that it has: what runs beyond that is an orphan.</summary>
    void Ready(string source);
}
