using System.Globalization;
using System.Text;
using System.Text.Json;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>
/// The number by which a running container is recognized as made from a spec: FNV-1a over name and image, the only fields whose change
/// restarts a container. Printed and computed as upstream does, so that either kubelet accepts the other's containers.
/// </summary>
internal static class ContainerHash
{
    private const uint Offset = 2166136261;
    private const uint Prime = 16777619;

    public static string Of(Container container)
    {
        var json = $"{{\"image\":{Quote(container.Image)},\"name\":{Quote(container.Name)}}}";
        // Upstream hashes the dump of the JSON's byte slice, not the bytes themselves.
        var dump = new StringBuilder("([]uint8)[");
        var first = true;
        foreach (var value in Encoding.UTF8.GetBytes(json))
        {
            if (!first)
            {
                dump.Append(' ');
            }
            first = false;
            dump.Append(value.ToString(CultureInfo.InvariantCulture));
        }
        dump.Append(']');

        var hash = Offset;
        foreach (var character in dump.ToString())
        {
            hash = (hash ^ character) * Prime;
        }
        return hash.ToString("x", CultureInfo.InvariantCulture);
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
