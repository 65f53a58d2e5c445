using KubeSharp.Api.Core.V1;
using KubeSharp.Client;

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>A claim that a pod uses.</summary>
/// <param name="Name">Where the claim is.</param>
/// <param name="IsEphemeral">It is made for this pod.</param>
internal readonly record struct PodClaim(NamespacedName Name, bool IsEphemeral)
{
    public static IReadOnlyList<PodClaim> Of(Pod pod)
    {
        List<PodClaim>? claims = null;
        foreach (var volume in pod.Spec.Volumes)
        {
            if (volume.PersistentVolumeClaim is { } source)
            {
                (claims ??= []).Add(new PodClaim(new NamespacedName(pod.Metadata.Namespace, source.ClaimName), false));
            }
            else if (volume.Ephemeral is not null)
            {
                (claims ??= []).Add(new PodClaim(new NamespacedName(pod.Metadata.Namespace, pod.Metadata.Name + "-" + volume.Name), true));
            }
        }

        return claims ?? (IReadOnlyList<PodClaim>)[];
    }
}
