using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Connect.Pods;

/// <summary>Finds the pod and container that a subresource is about.</summary>
internal sealed class PodTargets(IObjectLookup objects)
{
    /// <exception cref="ApiException">404.</exception>
    public async ValueTask<Pod> GetAsync(string ns, string name, CancellationToken cancellationToken) =>
        objects.Get<Pod>(ns, name)
        ?? await objects.GetLatestAsync<Pod>(ns, name, cancellationToken)
        ?? throw ApiErrors.NotFound("", "pods", name);

    /// <summary>The container asked for, or the only one.</summary>
    /// <exception cref="ApiException">400: there is no such container, or there are several to choose from.</exception>
    public static string Container(Pod pod, string asked)
    {
        var names = pod.Spec.InitContainers.Select(container => container.Name)
            .Concat(pod.Spec.Containers.Select(container => container.Name))
            .Concat(pod.Spec.EphemeralContainers.Select(container => container.Name))
            .ToArray();
        if (asked.Length > 0)
        {
            return names.Contains(asked) ? asked : throw ApiErrors.BadRequest($"container {asked} is not valid for pod {pod.Metadata.Name}");
        }

        return pod.Spec.Containers.Count switch
        {
            1 => pod.Spec.Containers[0].Name,
            0 => throw ApiErrors.BadRequest($"a container name must be specified for pod {pod.Metadata.Name}"),
            _ => throw ApiErrors.BadRequest(
                $"a container name must be specified for pod {pod.Metadata.Name}, choose one of: [{string.Join(' ', names)}]"),
        };
    }

    /// <exception cref="ApiException">400: the pod is on no node.</exception>
    public static string Node(Pod pod) => pod.Spec.NodeName.Length > 0
        ? pod.Spec.NodeName
        : throw ApiErrors.BadRequest($"pod {pod.Metadata.Name} does not have a host assigned");
}
