using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Warnings about containers: repeated variables and ports, fractions of bytes.</summary>
internal static class ContainerWarnings
{
    public static void Add(RequestContext context, FieldPath path, PodSpec spec)
    {
        Fraction(context, path, "overhead", spec.Overhead);
        if (!NeedsLook(spec))
        {
            return;
        }

        var ports = new List<(string Key, ContainerPort Port, FieldPath Path)>();
        foreach (var (container, containerPath) in PodContainers.All(spec, path))
        {
            Fraction(context, containerPath.Child("resources"), "limits", container.Resources.Limits);
            Fraction(context, containerPath.Child("resources"), "requests", container.Resources.Requests);
            Environment(context, containerPath, container);
            Ports(context, containerPath, container, ports);
        }
    }

    private static bool NeedsLook(PodSpec spec)
    {
        var ports = 0;
        foreach (var container in spec.Containers)
        {
            ports += container.Ports.Count;
            if (container.Env.Count > 1 || container.Resources.Requests.Count > 0 || ports > 1)
            {
                return true;
            }
        }

        return spec.InitContainers.Count + spec.EphemeralContainers.Count > 0;
    }

    private static void Fraction(RequestContext context, FieldPath parent, string field, ApiMap<Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            if (name is ResourceNames.Memory or ResourceNames.EphemeralStorage && amount.MilliValue % 1000 != 0)
            {
                context.Warn($"{parent.Child(field).Key(name)}: fractional byte value {ErrorList.Quote(amount.ToString())} is invalid, must be an integer");
            }
        }
    }

    private static void Environment(RequestContext context, FieldPath path, Container container)
    {
        var names = new NameSet();
        for (var i = 0; i < container.Env.Count; i++)
        {
            var variable = container.Env[i];
            if (names.Add(variable.Name))
            {
                continue;
            }

            // X="$(X) more" builds on the earlier value; anything else hides it.
            var reference = "$(" + variable.Name + ")";
            if (variable.ValueFrom is not null || variable.Value == reference || !variable.Value.Contains(reference, StringComparison.Ordinal))
            {
                context.Warn(
                    $"{path.Child("env").Index(i)}: hides previous definition of {ErrorList.Quote(variable.Name)}, which may be dropped when using apply");
            }
        }
    }

    private static void Ports(
        RequestContext context, FieldPath path, Container container, List<(string Key, ContainerPort Port, FieldPath Path)> seen)
    {
        for (var i = 0; i < container.Ports.Count; i++)
        {
            var port = container.Ports[i];
            var portPath = path.Child("ports").Index(i);
            var key = port.ContainerPortValue + "/" + port.Protocol;
            if (port.HostIP.Length > 0 && port.HostPort == 0)
            {
                context.Warn($"{portPath}: hostIP set without hostPort: {port.ContainerPortValue}");
            }

            foreach (var other in seen)
            {
                if (other.Key != key)
                {
                    continue;
                }

                if (port.HostIP == other.Port.HostIP && port.HostPort == other.Port.HostPort)
                {
                    context.Warn($"{portPath}: duplicate port definition with {other.Path}");
                }
                else if (port.HostPort == 0 || other.Port.HostPort == 0)
                {
                    context.Warn($"{portPath}: overlapping port definition with {other.Path}");
                }
                else if (port.HostPort == other.Port.HostPort && (port.HostIP.Length == 0 || other.Port.HostIP.Length == 0))
                {
                    context.Warn($"{portPath}: dangerously ambiguous port definition with {other.Path}");
                }
            }

            seen.Add((key, port, portPath));
        }
    }
}
