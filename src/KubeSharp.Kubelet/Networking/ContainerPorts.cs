using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Networking;

/// <summary>Ports that probes and hooks name by number or by a container port's name.</summary>
internal static class ContainerPorts
{
    /// <exception cref="FormatException">There is no such port.</exception>
    public static int Resolve(IntOrString port, Container container)
    {
        var number = port.IntValue;
        if (port.IsString)
        {
            var index = container.Ports.FindIndex(candidate => candidate.Name == port.StringValue);
            if (index >= 0)
            {
                number = container.Ports[index].ContainerPortValue;
            }
            else if (!int.TryParse(port.StringValue, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            {
                throw new FormatException($"couldn't find port: {port.StringValue} in {container.Name}");
            }
        }
        return number is > 0 and <= 65535 ? number : throw new FormatException($"invalid port number: {number}");
    }
}
