using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Nodes;

/// <summary>
/// Resources that the kubelet does not measure. An administrator writes how much there is into the node's capacity, and the kubelet gives
/// all of it to pods.
/// </summary>
internal static class ExtendedResources
{
    /// <summary>What pods may have: the kubelet's own resources, and every extended one that there is now.</summary>
    public static ApiMap<Quantity> Allocatable(ApiMap<Quantity> previous, ApiMap<Quantity> capacity, ApiMap<Quantity> own)
    {
        foreach (var (name, _) in previous)
        {
            if (IsExtended(name) && !capacity.ContainsKey(name))
            {
                previous = previous.Remove(name);
            }
        }

        foreach (var (name, quantity) in capacity)
        {
            if (IsExtended(name))
            {
                previous = previous.Set(name, quantity);
            }
        }

        foreach (var (name, quantity) in own)
        {
            previous = previous.Set(name, quantity);
        }

        return previous;
    }

    /// <summary>In a domain, and in nobody's of Kubernetes.</summary>
    private static bool IsExtended(string name) =>
        name.Contains('/') && !name.Contains(Constants.ResourceDefaultNamespacePrefix, StringComparison.Ordinal);
}
