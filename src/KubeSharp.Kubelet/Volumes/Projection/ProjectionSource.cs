using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.ContainerEnv;
using KubeSharp.Kubelet.Volumes.Objects;
using KubeSharp.Kubelet.Volumes.Tokens;

namespace KubeSharp.Kubelet.Volumes.Projection;

/// <summary>Collects the files of configMap, secret, downwardAPI and projected volumes.</summary>
/// <param name="allocatable">What the node can allocate; the default of limits in the downward API.</param>
internal sealed class ProjectionSource(
    WatchedObjects<ConfigMap> configMaps, WatchedObjects<Secret> secrets, ServiceAccountTokens tokens, Func<ApiMap<Quantity>> allocatable)
{
    private const int DefaultMode = 0b110_100_100;
    private const int TokenMode = 0b110_000_000;

    /// <exception cref="VolumeMountException">An object or key is missing that is not optional, or a token cannot be had.</exception>
    public async ValueTask<ProjectedFiles> CollectAsync(VolumeRequest request, CancellationToken cancellationToken)
    {
        var files = new ProjectedFiles();
        switch (request.Volume)
        {
            case { ConfigMap: { } map }:
                await AddConfigMapAsync(files, request.Pod, map.Name, map.Items, map.Optional, map.DefaultMode ?? DefaultMode, cancellationToken);
                break;
            case { Secret: { } secret }:
                await AddSecretAsync(files, request.Pod, secret.SecretName, secret.Items, secret.Optional, secret.DefaultMode ?? DefaultMode, cancellationToken);
                break;
            case { DownwardAPI: { } downward }:
                AddDownward(files, request.Pod, downward.Items, downward.DefaultMode ?? DefaultMode);
                break;
            case { Projected: { } projected }:
                await AddProjectedAsync(files, request, projected, cancellationToken);
                break;
        }

        return files;
    }

    private async Task AddProjectedAsync(ProjectedFiles files, VolumeRequest request, ProjectedVolumeSource projected, CancellationToken cancellationToken)
    {
        var mode = projected.DefaultMode ?? DefaultMode;
        var errors = new List<string>();
        foreach (var source in projected.Sources)
        {
            try
            {
                await AddSourceAsync(files, request, source, mode, cancellationToken);
            }
            catch (VolumeMountException exception)
            {
                errors.Add(exception.Message);
            }
        }

        if (errors.Count > 0)
        {
            throw new VolumeMountException(errors.Count == 1 ? errors[0] : $"[{string.Join(", ", errors)}]");
        }
    }

    private async ValueTask AddSourceAsync(ProjectedFiles files, VolumeRequest request, VolumeProjection source, int mode, CancellationToken cancellationToken)
    {
        switch (source)
        {
            case { ConfigMap: { } map }:
                await AddConfigMapAsync(files, request.Pod, map.Name, map.Items, map.Optional, mode, cancellationToken);
                break;
            case { Secret: { } secret }:
                await AddSecretAsync(files, request.Pod, secret.Name, secret.Items, secret.Optional, mode, cancellationToken);
                break;
            case { DownwardAPI: { } downward }:
                AddDownward(files, request.Pod, downward.Items, mode);
                break;
            case { ServiceAccountToken: { } token }:
                await AddTokenAsync(files, request, token, mode, cancellationToken);
                break;
            case { ClusterTrustBundle: not null }:
                throw new VolumeMountException("projected source clusterTrustBundle is not supported by this kubelet");
            case { PodCertificate: not null }:
                throw new VolumeMountException("projected source podCertificate is not supported by this kubelet");
        }
    }

    private async Task AddConfigMapAsync(
        ProjectedFiles files, Pod pod, string name, ApiList<KeyToPath> items, bool? optional, int mode, CancellationToken cancellationToken)
    {
        var map = await configMaps.GetAsync(pod.Metadata.UID, pod.Metadata.Namespace, name, cancellationToken);
        if (map is null)
        {
            if (optional != true)
            {
                throw new VolumeMountException($"configmap \"{name}\" not found");
            }

            return;
        }

        // Null by its full name: a bare one would become empty memory.
        ReadOnlyMemory<byte>? Find(string key) =>
            map.Data.TryGetValue(key, out var text) ? Encoding.UTF8.GetBytes(text)
            : map.BinaryData.TryGetValue(key, out var bytes) ? bytes.Memory
            : default(ReadOnlyMemory<byte>?);

        AddKeys(
            files, map.Data.Keys.Concat(map.BinaryData.Keys), Find, items, optional, mode, key => $"configmap references non-existent config key: {key}");
    }

    private async Task AddSecretAsync(
        ProjectedFiles files, Pod pod, string name, ApiList<KeyToPath> items, bool? optional, int mode, CancellationToken cancellationToken)
    {
        var secret = await secrets.GetAsync(pod.Metadata.UID, pod.Metadata.Namespace, name, cancellationToken);
        if (secret is null)
        {
            if (optional != true)
            {
                throw new VolumeMountException($"secret \"{name}\" not found");
            }

            return;
        }

        ReadOnlyMemory<byte>? Find(string key) => secret.Data.TryGetValue(key, out var bytes) ? bytes.Memory : default(ReadOnlyMemory<byte>?);

        AddKeys(files, secret.Data.Keys, Find, items, optional, mode, key => $"references non-existent secret key: {key}");
    }

    private static void AddKeys(
        ProjectedFiles files,
        IEnumerable<string> keys,
        Func<string, ReadOnlyMemory<byte>?> find,
        ApiList<KeyToPath> items,
        bool? optional,
        int mode,
        Func<string, string> missing)
    {
        if (items.Count == 0)
        {
            foreach (var key in keys)
            {
                files.Add(key, new ProjectedFile(find(key)!.Value, mode));
            }

            return;
        }

        foreach (var item in items)
        {
            if (find(item.Key) is { } content)
            {
                files.Add(item.Path, new ProjectedFile(content, item.Mode ?? mode));
            }
            else if (optional != true)
            {
                throw new VolumeMountException(missing(item.Key));
            }
        }
    }

    private void AddDownward(ProjectedFiles files, Pod pod, ApiList<DownwardAPIVolumeFile> items, int mode)
    {
        foreach (var item in items)
        {
            files.Add(item.Path, new ProjectedFile(Encoding.UTF8.GetBytes(DownwardValue(pod, item)), item.Mode ?? mode));
        }
    }

    private string DownwardValue(Pod pod, DownwardAPIVolumeFile item)
    {
        try
        {
            return item switch
            {
                { FieldRef: { } field } => PodFieldValue.Get(pod, field.FieldPath),
                { ResourceFieldRef: { } resource } => ContainerResourceValue.Get(FindContainer(pod, resource.ContainerName), resource, allocatable()),
                _ => "",
            };
        }
        catch (ContainerConfigException exception)
        {
            throw new VolumeMountException(exception.Message, exception);
        }
    }

    private static Container FindContainer(Pod pod, string name) =>
        pod.Spec.Containers.FirstOrDefault(container => container.Name == name)
        ?? pod.Spec.InitContainers.FirstOrDefault(container => container.Name == name)
        ?? throw new VolumeMountException($"container {name} not found");

    private async Task AddTokenAsync(
        ProjectedFiles files, VolumeRequest request, ServiceAccountTokenProjection projection, int mode, CancellationToken cancellationToken)
    {
        try
        {
            // Who alone can use a token alone may read it: the one user of all containers, and the fsGroup.
            var owner = CommonUser(request.Pod);
            var token = await tokens.GetAsync(request.Pod, projection, cancellationToken);
            files.Add(
                projection.Path,
                new ProjectedFile(Encoding.UTF8.GetBytes(token), owner is not null || request.FSGroup is not null ? TokenMode : mode, owner));
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or IOException)
        {
            throw new VolumeMountException($"failed to fetch token: {exception.Message}", exception);
        }
    }

    /// <summary>The user that every container of the pod runs as; null where they differ or leave it to the image.</summary>
    private static uint? CommonUser(Pod pod)
    {
        long? common = null;
        var users = pod.Spec.InitContainers.Concat(pod.Spec.Containers)
            .Select(container => container.SecurityContext?.RunAsUser)
            .Concat(pod.Spec.EphemeralContainers.Select(container => container.SecurityContext?.RunAsUser));
        foreach (var own in users)
        {
            var user = own ?? pod.Spec.SecurityContext?.RunAsUser;
            if (user is null || (common is not null && common != user))
            {
                return null;
            }

            common = user;
        }

        return (uint?)common;
    }
}
