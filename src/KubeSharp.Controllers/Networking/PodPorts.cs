using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Networking;

/// <summary>Finds the port of a pod that a service's target port means.</summary>
internal static class PodPorts
{
    /// <summary>The number, or null if the port has a name that the pod does not know.</summary>
    public static int? Find(Pod pod, ServicePort port)
    {
        if (!port.TargetPort.IsString)
        {
            return port.TargetPort.IntValue;
        }

        foreach (var container in pod.Spec.InitContainers)
        {
            if (container.RestartPolicy == "Always" && Find(container, port) is { } sidecar)
            {
                return sidecar;
            }
        }

        foreach (var container in pod.Spec.Containers)
        {
            if (Find(container, port) is { } number)
            {
                return number;
            }
        }

        return null;
    }

    private static int? Find(Container container, ServicePort port)
    {
        foreach (var candidate in container.Ports)
        {
            if (candidate.Name == port.TargetPort.StringValue && candidate.Protocol == port.Protocol)
            {
                return candidate.ContainerPortValue;
            }
        }

        return null;
    }
}
