using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Controllers.Ownership;

namespace KubeSharp.Controllers.Workloads.StatefulSets;

/// <summary>
/// Who owns the claims of a stateful set, so that the garbage collector deletes them when the set's policy says so (KEP-1847): the set if they go
/// with it, a pod that is scaled away if they go with that, nobody if they stay. Pure.
/// </summary>
internal static class ClaimRetention
{
    private const string Delete = PersistentVolumeClaimRetentionPolicyType.Delete;

    /// <summary>The claim with the owners that it should have. A claim that something else controls is left alone.</summary>
    public static PersistentVolumeClaim Apply(PersistentVolumeClaim claim, StatefulSet set, Pod pod)
    {
        if (ControllerRefs.Of(claim) is { } controller && controller.UID != set.Metadata.UID && controller.UID != pod.Metadata.UID)
        {
            return claim;
        }

        var policy = set.Spec.PersistentVolumeClaimRetentionPolicy;
        var isScaledAway = !StatefulIdentity.IsWanted(set, StatefulIdentity.Ordinal(set, pod));
        ApiObject? owner = isScaledAway && policy?.WhenScaled == Delete && pod.IsCreated() ? pod
            : policy?.WhenDeleted == Delete && !(isScaledAway && policy.WhenScaled == Delete) ? set
            : null;

        var owners = claim.Metadata.OwnerReferences;
        if (owner is not null && owners.FindIndex(reference => reference.UID == owner.Metadata.UID) >= 0)
        {
            owners = Without(owners, owner == pod ? set : pod);
        }
        else
        {
            owners = Without(Without(owners, set), pod);
            owners = owner is null ? owners : owners.Add(ControllerRefs.To(owner));
        }

        return owners == claim.Metadata.OwnerReferences ? claim : claim with { Metadata = claim.Metadata with { OwnerReferences = owners } };
    }

    /// <summary>The claim is owned by an earlier life of the pod, and will be deleted after it.</summary>
    public static bool IsStale(PersistentVolumeClaim claim, Pod pod)
    {
        foreach (var reference in claim.Metadata.OwnerReferences)
        {
            if (reference.IsTo(ApiTypes.Of<Pod>()) && reference.Name == pod.Metadata.Name && reference.UID != pod.Metadata.UID)
            {
                return true;
            }
        }

        return false;
    }

    private static ApiList<OwnerReference> Without(ApiList<OwnerReference> owners, ApiObject owner) =>
        owner.Metadata.UID.Length == 0 ? owners : owners.RemoveAll(reference => reference.UID == owner.Metadata.UID);
}
