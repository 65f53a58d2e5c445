using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Storage;

internal static class PodClaims
{
    /// <summary>Names of the claims behind a pod's volumes, made for it or not.</summary>
    public static IEnumerable<string> Of(Pod pod)
    {
        foreach (var volume in pod.Spec.Volumes)
        {
            if (volume.PersistentVolumeClaim is { } source)
            {
                yield return source.ClaimName;
            }
            else if (volume.Ephemeral is not null)
            {
                yield return NameOf(pod, volume);
            }
        }
    }

    /// <summary>The claim that is made for an ephemeral volume.</summary>
    public static string NameOf(Pod pod, Volume volume) => pod.Metadata.Name + "-" + volume.Name;
}
