using KubeSharp.Api.Core.V1;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Kubelet.Server.Endpoints;

/// <summary>Finds what a path names.</summary>
internal static class PodLookup
{
    /// <param name="segments">NAMESPACE/POD[/UID] and, if <paramref name="withContainer"/>, /CONTAINER.</param>
    /// <exception cref="KubeletHttpException">404.</exception>
    public static (Pod Pod, string Container) Find(INodePods pods, IReadOnlyList<string> segments, bool withContainer)
    {
        var least = withContainer ? 3 : 2;
        if (segments.Count < least || segments.Count > least + 1)
        {
            throw new KubeletHttpException(StatusCodes.Status404NotFound, "404 page not found\n");
        }

        var pod = pods.Find(segments[0], segments[1]);
        if (pod is null || (segments.Count > least && pods.FindByUid(segments[2])?.Metadata.UID != pod.Metadata.UID))
        {
            throw new KubeletHttpException(StatusCodes.Status404NotFound, "pod does not exist");
        }

        return (pod, withContainer ? segments[^1] : "");
    }

    /// <exception cref="KubeletHttpException">The container was never created.</exception>
    public static string ContainerId(INodePods pods, Pod pod, string container) => pods.ContainerId(pod.Metadata.UID, container)
        ?? throw new KubeletHttpException(StatusCodes.Status500InternalServerError, $"container not found (\"{container}\")");
}
