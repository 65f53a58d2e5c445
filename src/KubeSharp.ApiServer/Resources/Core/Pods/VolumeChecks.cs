using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>The volumes of a pod.</summary>
internal static class VolumeChecks
{
    /// <returns>The volumes without fault, which containers may mount.</returns>
    public static ApiList<Volume> Validate(ErrorList errors, FieldPath spec, ApiList<Volume> volumes, ObjectMeta? podMeta)
    {
        if (volumes.Count == 0)
        {
            return volumes;
        }

        var list = spec.Child("volumes");
        var names = new NameSet();
        List<Volume>? good = null;
        for (var i = 0; i < volumes.Count; i++)
        {
            var volume = volumes[i];
            var path = list.Index(i);
            var before = errors.Count;
            VolumeSourceChecks.Validate(errors, path, volume, podMeta);
            if (volume.Name.Length == 0)
            {
                errors.Required(path.Child("name"), "");
            }
            else
            {
                NameChecks.Dns1123Label(errors, path, "name", volume.Name);
            }

            if (names.Contains(volume.Name))
            {
                errors.DuplicateText(path.Child("name"), volume.Name);
            }

            if (errors.Count == before)
            {
                names.Add(volume.Name);
                good?.Add(volume);
            }
            else
            {
                good ??= [.. volumes.Span[..i]];
            }

            NotCreatedClaim(errors, path, volume, volumes, podMeta);
        }

        return good is null ? volumes : [.. good];
    }

    /// <summary>A claim that the pod's own ephemeral volume will create cannot be mounted as an existing one.</summary>
    private static void NotCreatedClaim(ErrorList errors, FieldPath path, Volume volume, ApiList<Volume> volumes, ObjectMeta? podMeta)
    {
        if (volume.PersistentVolumeClaim is not { } claim || podMeta is not { Name.Length: > 0 })
        {
            return;
        }

        foreach (var other in volumes)
        {
            if (other.Ephemeral is not null && podMeta.Name + "-" + other.Name == claim.ClaimName)
            {
                errors.InvalidText(
                    path.Child("persistentVolumeClaim").Child("claimName"),
                    claim.ClaimName,
                    "must not reference a PVC that gets created for an ephemeral volume");
                return;
            }
        }
    }
}
