using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Workloads.StatefulSets;

/// <summary>The identity that a pod of a stateful set keeps through all its lives: its ordinal, and what follows from that.</summary>
internal static class StatefulIdentity
{
    private const string PodNameLabel = "statefulset.kubernetes.io/pod-name";
    private const string PodIndexLabel = "apps.kubernetes.io/pod-index";

    public static int Start(this StatefulSet set) => set.Spec.Ordinals?.Start ?? 0;

    public static int Replicas(this StatefulSet set) => set.Spec.Replicas ?? 1;

    public static string PodName(StatefulSet set, int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{set.Metadata.Name}-{ordinal}");

    /// <summary>The pod's ordinal, or -1 if its name is not one that the set gives.</summary>
    public static int Ordinal(StatefulSet set, Pod pod)
    {
        var name = pod.Metadata.Name;
        var dash = name.LastIndexOf('-');
        return dash > 0
            && name.AsSpan(0, dash).SequenceEqual(set.Metadata.Name)
            && int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
                ? ordinal
                : -1;
    }

    /// <summary>Whether the set wants a pod of this ordinal.</summary>
    public static bool IsWanted(StatefulSet set, int ordinal) => ordinal >= set.Start() && ordinal < set.Start() + set.Replicas();

    public static bool Matches(StatefulSet set, Pod pod) =>
        Ordinal(set, pod) >= 0
        && pod.Metadata.Labels.GetValueOrDefault(PodNameLabel) == pod.Metadata.Name
        && Claims(set, Ordinal(set, pod)).All(claim => pod.Spec.Volumes.FindIndex(volume =>
            volume.Name == claim.Volume && volume.PersistentVolumeClaim?.ClaimName == claim.Name) >= 0);

    /// <summary>The pod with the names, labels and volumes of its ordinal.</summary>
    public static Pod Apply(StatefulSet set, Pod pod, int ordinal)
    {
        var name = PodName(set, ordinal);
        var labels = pod.Metadata.Labels
            .Set(PodNameLabel, name)
            .Set(PodIndexLabel, ordinal.ToString(CultureInfo.InvariantCulture));
        var claimed = Claims(set, ordinal).Select(static claim => new Volume
        {
            Name = claim.Volume,
            PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = claim.Name },
        }).ToList();
        var own = pod.Spec.Volumes.Where(volume => !claimed.Exists(other => other.Name == volume.Name));
        return pod with
        {
            Metadata = pod.Metadata with { Name = name, Labels = labels },
            Spec = pod.Spec with
            {
                Hostname = pod.Metadata.UID.Length > 0 ? pod.Spec.Hostname : name,
                Subdomain = pod.Metadata.UID.Length > 0 ? pod.Spec.Subdomain : set.Spec.ServiceName,
                Volumes = ApiList<Volume>.From(claimed.Concat(own)),
            },
        };
    }

    /// <summary>The claims of an ordinal: the volume that each is for, and its name.</summary>
    public static IEnumerable<(string Volume, string Name, PersistentVolumeClaim Template)> Claims(StatefulSet set, int ordinal) =>
        set.Spec.VolumeClaimTemplates.Select(template => (template.Metadata.Name, $"{template.Metadata.Name}-{PodName(set, ordinal)}", template));
}
