using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;
using CSIDriver = KubeSharp.Api.Storage.V1.CSIDriver;

namespace KubeSharp.ApiServer.Admission.Nodes;

/// <summary>Which audiences a pod's volumes need tokens for: those of projected tokens, and those that its CSI drivers ask for.</summary>
internal sealed class PodTokenAudiences(IObjectLookup objects)
{
    /// <param name="pod">The pod.</param>
    /// <param name="audience">"" is the API server.</param>
    public bool Contain(Pod pod, string audience) => pod.Spec.Volumes.Any(volume => IsFor(pod, volume, audience));

    private bool IsFor(Pod pod, Volume volume, string audience)
    {
        if (volume.Projected is { } projected)
        {
            return projected.Sources.Any(source => source.ServiceAccountToken is { } token && token.Audience == audience);
        }

        var driver = volume.CSI?.Driver ?? DriverOf(pod.Metadata.Namespace, volume switch
        {
            { PersistentVolumeClaim: { } claim } => claim.ClaimName,
            { Ephemeral: not null } => $"{pod.Metadata.Name}-{volume.Name}",
            _ => "",
        });
        return driver is not null && objects.Get<CSIDriver>("", driver) is { } found
            && found.Spec.TokenRequests.Any(request => request.Audience == audience);
    }

    /// <summary>The CSI driver behind a claim; null if there is none.</summary>
    private string? DriverOf(string ns, string claim) =>
        claim.Length > 0 && objects.Get<PersistentVolumeClaim>(ns, claim) is { Spec.VolumeName: { Length: > 0 } volume }
            ? objects.Get<PersistentVolume>("", volume)?.Spec.CSI?.Driver
            : null;
}
