using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.PodStatuses;

namespace KubeSharp.Kubelet.PodWorkers;

/// <summary>The notes of a pod at one moment.</summary>
/// <param name="Pod">Its newest version.</param>
internal sealed record PodNotesView(Pod Pod)
{
    /// <summary>The mirror of a static pod.</summary>
    public Pod? Mirror { get; init; }

    /// <summary>Why it fails, where it does not end by itself or by being deleted.</summary>
    public PodEnding? Ending { get; init; }

    public bool MustEnd { get; init; }

    /// <summary>It is in no source any more: everything of it goes.</summary>
    public bool Removed { get; init; }

    /// <summary>How long it may take to end, where that is not its own period.</summary>
    public TimeSpan? Grace { get; init; }
}
