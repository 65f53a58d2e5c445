using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Ports of containers and the host ports they claim.</summary>
internal static class ContainerPortChecks
{
    public static void Validate(ErrorList errors, FieldPath container, ApiList<ContainerPort> ports)
    {
        if (ports.Count == 0)
        {
            return;
        }

        var list = container.Child("ports");
        var names = new NameSet();
        for (var i = 0; i < ports.Count; i++)
        {
            var port = ports[i];
            var path = list.Index(i);
            if (port.Name.Length > 0)
            {
                if (!NameRules.IsPortName(port.Name))
                {
                    NameChecks.Report(errors, path, "name", port.Name, NameMessages.PortName(port.Name));
                }
                else if (!names.Add(port.Name))
                {
                    errors.DuplicateText(path.Child("name"), port.Name);
                }
            }

            if (port.ContainerPortValue == 0)
            {
                errors.Required(path.Child("containerPort"), "");
            }
            else
            {
                FieldChecks.Port(errors, path, "containerPort", port.ContainerPortValue);
            }

            if (port.HostPort != 0)
            {
                FieldChecks.Port(errors, path, "hostPort", port.HostPort);
            }

            FieldChecks.RequiredOneOf(errors, path, "protocol", port.Protocol, "SCTP", "TCP", "UDP");
        }
    }

    /// <summary>No two ports of <paramref name="container"/> and those seen before may claim the same port of the host.</summary>
    public static void HostPorts(ErrorList errors, FieldPath containers, int index, Container container, ref NameSet claimed)
    {
        for (var i = 0; i < container.Ports.Count; i++)
        {
            var port = container.Ports[i];
            if (port.HostPort != 0 && $"{port.Protocol}/{port.HostIP}/{port.HostPort}" is var key && !claimed.Add(key))
            {
                errors.DuplicateText(containers.Index(index).Child("ports").Index(i).Child("hostPort"), key);
            }
        }
    }

    /// <summary>In the host's network a container port is the host port.</summary>
    public static void HostNetwork(ErrorList errors, FieldPath spec, PodSpec pod, bool isPod)
    {
        for (var i = 0; i < pod.Containers.Count; i++)
        {
            var ports = pod.Containers[i].Ports;
            for (var j = 0; j < ports.Count; j++)
            {
                if ((isPod || ports[j].HostPort != 0) && ports[j].HostPort != ports[j].ContainerPortValue)
                {
                    errors.InvalidNumber(
                        spec.Child("containers").Index(i).Child("ports").Index(j).Child("hostPort"),
                        ports[j].HostPort,
                        "must match `containerPort` when `hostNetwork` is true");
                }
            }
        }
    }
}
