using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Connect.Nodes;

/// <summary>Finds the kubelet of a node by the addresses and the port that the node reports.</summary>
internal sealed class KubeletLocator(IObjectLookup objects, KubeletClientOptions options)
{
    public const int DefaultPort = 10250;

    /// <returns>https://ADDRESS:PORT/.</returns>
    /// <exception cref="ApiException">There is no such node, or it reports no address of a preferred type.</exception>
    public Uri Locate(string nodeName)
    {
        var (host, port) = Address(nodeName);
        return new UriBuilder(Uri.UriSchemeHttps, host, port).Uri;
    }

    public (string Host, int KubeletPort) Address(string nodeName)
    {
        var node = objects.Get<Node>("", nodeName) ?? throw ApiErrors.NotFound("", "nodes", nodeName);
        foreach (var type in options.KubeletPreferredAddressTypes)
        {
            foreach (var address in node.Status.Addresses)
            {
                if (address.Type == type && address.Address.Length > 0)
                {
                    return (address.Address, node.Status.DaemonEndpoints.KubeletEndpoint.Port is > 0 and var port ? port : DefaultPort);
                }
            }
        }

        throw ApiErrors.InternalError(
            $"no preferred addresses found; known addresses: [{string.Join(' ', node.Status.Addresses.Select(address => $"{{{address.Type} {address.Address}}}"))}]");
    }
}
