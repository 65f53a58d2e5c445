using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Admission.Pods;

namespace KubeSharp.ApiServer.Authorization.Nodes;

/// <summary>Everything that a kubelet has to read to run a pod.</summary>
internal static class PodReferences
{
    public static HashSet<NodeReference> Of(Pod pod)
    {
        var ns = pod.Metadata.Namespace;
        var references = new HashSet<NodeReference> { new(NodeReferenceKind.Pod, ns, pod.Metadata.Name) };
        if (pod.Metadata.Annotations.ContainsKey(Constants.MirrorPodAnnotationKey))
        {
            return references;
        }

        if (pod.Spec.ServiceAccountName.Length > 0)
        {
            references.Add(new NodeReference(NodeReferenceKind.ServiceAccount, ns, pod.Spec.ServiceAccountName));
        }

        foreach (var (_, secret) in SecretReferences.Of(pod.Spec))
        {
            references.Add(new NodeReference(NodeReferenceKind.Secret, ns, secret));
        }

        foreach (var name in ConfigMaps(pod.Spec))
        {
            references.Add(new NodeReference(NodeReferenceKind.ConfigMap, ns, name));
        }

        AddClaims(pod, references);
        return references;
    }

    private static void AddClaims(Pod pod, HashSet<NodeReference> references)
    {
        var ns = pod.Metadata.Namespace;
        foreach (var volume in pod.Spec.Volumes)
        {
            if (volume.PersistentVolumeClaim is { } claim)
            {
                references.Add(new NodeReference(NodeReferenceKind.Claim, ns, claim.ClaimName));
            }
            else if (volume.Ephemeral is not null)
            {
                references.Add(new NodeReference(NodeReferenceKind.Claim, ns, $"{pod.Metadata.Name}-{volume.Name}"));
            }
        }

        foreach (var status in pod.Status.ResourceClaimStatuses)
        {
            if (status.ResourceClaimName is { } generated)
            {
                references.Add(new NodeReference(NodeReferenceKind.ResourceClaim, ns, generated));
            }
        }

        foreach (var claim in pod.Spec.ResourceClaims)
        {
            if (claim.ResourceClaimName is { } name)
            {
                references.Add(new NodeReference(NodeReferenceKind.ResourceClaim, ns, name));
            }
        }
    }

    private static IEnumerable<string> ConfigMaps(PodSpec spec)
    {
        foreach (var volume in spec.Volumes)
        {
            if (volume.ConfigMap is { } configMap)
            {
                yield return configMap.Name;
            }

            foreach (var source in volume.Projected?.Sources ?? default)
            {
                if (source.ConfigMap is { } projected)
                {
                    yield return projected.Name;
                }
            }
        }

        foreach (var container in spec.InitContainers.Concat(spec.Containers))
        {
            foreach (var name in OfEnvironment(container.Env, container.EnvFrom))
            {
                yield return name;
            }
        }

        foreach (var container in spec.EphemeralContainers)
        {
            foreach (var name in OfEnvironment(container.Env, container.EnvFrom))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<string> OfEnvironment(Api.ApiList<EnvVar> variables, Api.ApiList<EnvFromSource> sources)
    {
        foreach (var source in sources)
        {
            if (source.ConfigMapRef is { } reference)
            {
                yield return reference.Name;
            }
        }

        foreach (var variable in variables)
        {
            if (variable.ValueFrom?.ConfigMapKeyRef is { } key)
            {
                yield return key.Name;
            }
        }
    }
}
