using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.PodWorkers;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.PodSources;

/// <summary>Shows static pods in the API. A mirror that cannot be made is made in a later round; the pod does not depend on it.</summary>
internal sealed partial class MirrorPods(KubeClient client, Func<Node?> node, ILogger<MirrorPods> logger) : IMirrorPods
{
    private readonly ILogger _logger = logger;

    public async Task EnsureAsync(Pod pod, Pod? mirror, CancellationToken cancellationToken)
    {
        if (mirror is not null)
        {
            if (mirror.Metadata.DeletionTimestamp is null && Hash(mirror, KubeSharp.Api.Core.V1.Constants.MirrorPodAnnotationKey) == Hash(pod, PodFacts.ConfigHashAnnotation))
            {
                return;
            }
            await DeleteAsync(mirror, cancellationToken).ConfigureAwait(false);
        }
        if (node() is not { } owner)
        {
            return;
        }
        var copy = new Pod
        {
            Metadata = new ObjectMeta
            {
                Name = pod.Metadata.Name,
                Namespace = pod.Metadata.Namespace,
                Labels = pod.Metadata.Labels,
                Annotations = pod.Metadata.Annotations.Set(KubeSharp.Api.Core.V1.Constants.MirrorPodAnnotationKey, Hash(pod, PodFacts.ConfigHashAnnotation)),
                OwnerReferences =
                [
                    new OwnerReference
                    {
                        APIVersion = "v1",
                        Kind = "Node",
                        Name = owner.Metadata.Name,
                        UID = owner.Metadata.UID,
                        Controller = true,
                    },
                ],
            },
            Spec = pod.Spec,
        };
        try
        {
            await client.CreateAsync(copy, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or IOException)
        {
            if (exception is not ApiException { IsAlreadyExists: true })
            {
                LogNotCreated(pod.Metadata.Namespace, pod.Metadata.Name, exception.Message);
            }
        }
    }

    public async Task DeleteAsync(Pod mirror, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteAsync<Pod>(
                mirror.Metadata.Namespace,
                mirror.Metadata.Name,
                new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new KubeSharp.Api.Meta.V1.Preconditions { UID = mirror.Metadata.UID } },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or IOException)
        {
            if (exception is not ApiException { IsNotFound: true })
            {
                LogNotDeleted(mirror.Metadata.Namespace, mirror.Metadata.Name, exception.Message);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next kubelet finds it.
        }
    }

    private static string Hash(Pod pod, string annotation) => pod.Metadata.Annotations.GetValueOrDefault(annotation, "");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mirror of static pod {Namespace}/{Name} could not be created: {Error}")]
    private partial void LogNotCreated(string @namespace, string name, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mirror pod {Namespace}/{Name} could not be deleted: {Error}")]
    private partial void LogNotDeleted(string @namespace, string name, string error);
}
