using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>What is allowed in a pod or pod template but hardly meant.</summary>
internal static class PodWarnings
{
    public static void Add(RequestContext context, Pod pod, Pod? old)
    {
        if (old is null || old.Spec != pod.Spec)
        {
            Add(context, PodChecks.Spec, pod.Spec, pod.Metadata, "metadata");
        }
    }

    /// <param name="template">The path of the template.</param>
    public static void Add(RequestContext context, FieldPath template, PodTemplateSpec value) =>
        Add(context, template.Child("spec"), value.Spec, value.Metadata, template + ".metadata");

    private static void Add(RequestContext context, FieldPath path, PodSpec spec, ObjectMeta meta, string metaPath)
    {
        foreach (var (key, _) in spec.NodeSelector)
        {
            if (NodeLabelWarnings.Deprecated(key) is { } message)
            {
                context.Warn($"{path.Child("nodeSelector").Key(key)}: {message}");
            }
        }

        NodeLabelWarnings.Affinity(context, path, spec.Affinity?.NodeAffinity);
        for (var i = 0; i < spec.TopologySpreadConstraints.Count; i++)
        {
            var constraint = spec.TopologySpreadConstraints[i];
            var item = path.Child("topologySpreadConstraints").Index(i);
            if (NodeLabelWarnings.Deprecated(constraint.TopologyKey) is { } message)
            {
                context.Warn($"{item.Child("topologyKey")}: {constraint.TopologyKey} is {message}");
            }

            if (constraint.LabelSelector is null)
            {
                context.Warn($"{item.Child("labelSelector")}: a null labelSelector results in matching no pod");
            }
        }

        Annotation(context, meta, metaPath, "scheduler.alpha.kubernetes.io/critical-pod", "non-functional in v1.16+; use the \"priorityClassName\" field instead");
        Annotation(context, meta, metaPath, "security.alpha.kubernetes.io/sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead");
        Annotation(context, meta, metaPath, "security.alpha.kubernetes.io/unsafe-sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead");
        Volumes(context, path, spec);
        Duplicates(context, path, spec);
        if (spec.SecurityContext?.SeccompProfile is null)
        {
            Annotation(context, meta, metaPath, "seccomp.security.alpha.kubernetes.io/pod", "non-functional in v1.27+; use the \"seccompProfile\" field instead");
        }

        ContainerWarnings.Add(context, path, spec);
        if (spec.TerminationGracePeriodSeconds < 0)
        {
            context.Warn($"{path.Child("terminationGracePeriodSeconds")}: must be >= 0; negative values are invalid and will be treated as 1");
        }
    }

    private static void Annotation(RequestContext context, ObjectMeta meta, string metaPath, string key, string message)
    {
        if (meta.Annotations.Count > 0 && meta.Annotations.ContainsKey(key))
        {
            context.Warn($"{metaPath}.annotations[{key}]: {message}");
        }
    }

    private static void Volumes(RequestContext context, FieldPath path, PodSpec spec)
    {
        for (var i = 0; i < spec.Volumes.Count; i++)
        {
            var volume = spec.Volumes[i];
            var (field, message) = volume switch
            {
                { PhotonPersistentDisk: not null } => ("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
                { GitRepo: not null } => ("gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"),
                { ScaleIO: not null } => ("scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
                { Flocker: not null } => ("flocker", "deprecated in v1.22, non-functional in v1.25+"),
                { StorageOS: not null } => ("storageOS", "deprecated in v1.22, non-functional in v1.25+"),
                { Quobyte: not null } => ("quobyte", "deprecated in v1.22, non-functional in v1.25+"),
                { Glusterfs: not null } => ("glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
                { CephFS: not null } => ("cephfs", "deprecated in v1.28, non-functional in v1.31+"),
                { RBD: not null } => ("rbd", "deprecated in v1.28, non-functional in v1.31+"),
                _ => ("", ""),
            };
            if (field.Length > 0)
            {
                context.Warn($"{path.Child("volumes").Index(i).Child(field)}: {message}");
            }
        }
    }

    private static void Duplicates(RequestContext context, FieldPath path, PodSpec spec)
    {
        var addresses = new NameSet();
        for (var i = 0; i < spec.HostAliases.Count; i++)
        {
            if (!addresses.Add(spec.HostAliases[i].IP))
            {
                context.Warn($"{path.Child("hostAliases").Index(i).Child("ip")}: duplicate ip {ErrorList.Quote(spec.HostAliases[i].IP)}");
            }
        }

        var secrets = new NameSet();
        for (var i = 0; i < spec.ImagePullSecrets.Count; i++)
        {
            var name = spec.ImagePullSecrets[i].Name;
            if (!secrets.Add(name))
            {
                context.Warn($"{path.Child("imagePullSecrets").Index(i).Child("name")}: duplicate name {ErrorList.Quote(name)}");
            }

            if (name.Length == 0)
            {
                context.Warn($"{path.Child("imagePullSecrets").Index(i).Child("name")}: invalid empty name \"\"");
            }
        }
    }
}
