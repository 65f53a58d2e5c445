using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>Where a pod names Secrets of its namespace.</summary>
internal static class SecretReferences
{
    public const string ImagePullPlace = "imagePullSecrets";

    /// <summary>Each Secret with the place that names it. The same one may come more than once.</summary>
    public static IEnumerable<(string Place, string Secret)> Of(PodSpec spec)
    {
        foreach (var reference in spec.ImagePullSecrets)
        {
            yield return (ImagePullPlace, reference.Name);
        }

        foreach (var container in spec.InitContainers)
        {
            foreach (var secret in OfEnvironment(container.Env, container.EnvFrom))
            {
                yield return ($"init container {container.Name}", secret);
            }
        }

        foreach (var container in spec.Containers)
        {
            foreach (var secret in OfEnvironment(container.Env, container.EnvFrom))
            {
                yield return ($"container {container.Name}", secret);
            }
        }

        foreach (var container in spec.EphemeralContainers)
        {
            foreach (var secret in OfEnvironment(container.Env, container.EnvFrom))
            {
                yield return ($"ephemeral container {container.Name}", secret);
            }
        }

        foreach (var volume in spec.Volumes)
        {
            foreach (var secret in OfVolume(volume))
            {
                yield return ($"volume {volume.Name}", secret);
            }
        }
    }

    private static IEnumerable<string> OfEnvironment(ApiList<EnvVar> variables, ApiList<EnvFromSource> sources)
    {
        foreach (var source in sources)
        {
            if (source.SecretRef is { } reference)
            {
                yield return reference.Name;
            }
        }

        foreach (var variable in variables)
        {
            if (variable.ValueFrom?.SecretKeyRef is { } key)
            {
                yield return key.Name;
            }
        }
    }

    private static IEnumerable<string> OfVolume(Volume volume)
    {
        var single = volume.Secret?.SecretName
            ?? volume.CSI?.NodePublishSecretRef?.Name
            ?? volume.ISCSI?.SecretRef?.Name
            ?? volume.RBD?.SecretRef?.Name
            ?? volume.CephFS?.SecretRef?.Name
            ?? volume.Cinder?.SecretRef?.Name
            ?? volume.FlexVolume?.SecretRef?.Name
            ?? volume.ScaleIO?.SecretRef?.Name
            ?? volume.StorageOS?.SecretRef?.Name
            ?? volume.AzureFile?.SecretName;
        if (!string.IsNullOrEmpty(single))
        {
            yield return single;
        }

        foreach (var source in volume.Projected?.Sources ?? default)
        {
            if (source.Secret is { } secret)
            {
                yield return secret.Name;
            }
        }
    }
}
