using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.PodSources;

/// <summary>
/// The defaults that the API server gives to pods, for those that never pass it: only what a kubelet acts on.
/// </summary>
internal static class PodDefaults
{
    public static Pod Apply(Pod pod)
    {
        var spec = pod.Spec;
        return pod with
        {
            Spec = spec with
            {
                RestartPolicy = Or(spec.RestartPolicy, RestartPolicy.Always),
                DNSPolicy = Or(spec.DNSPolicy, DNSPolicy.DNSClusterFirst),
                SchedulerName = Or(spec.SchedulerName, Constants.DefaultSchedulerName),
                TerminationGracePeriodSeconds = spec.TerminationGracePeriodSeconds ?? Constants.DefaultTerminationGracePeriodSeconds,
                EnableServiceLinks = spec.EnableServiceLinks ?? Constants.DefaultEnableServiceLinks,
                SecurityContext = spec.SecurityContext ?? PodSecurityContext.Empty,
                InitContainers = [.. spec.InitContainers.Select(container => Apply(container, spec.HostNetwork))],
                Containers = [.. spec.Containers.Select(container => Apply(container, spec.HostNetwork))],
            },
        };
    }

    private static Container Apply(Container container, bool hostNetwork) => container with
    {
        TerminationMessagePath = Or(container.TerminationMessagePath, Constants.TerminationMessagePathDefault),
        TerminationMessagePolicy = Or(container.TerminationMessagePolicy, TerminationMessagePolicy.TerminationMessageReadFile),
        ImagePullPolicy = Or(container.ImagePullPolicy, IsLatest(container.Image) ? PullPolicy.PullAlways : PullPolicy.PullIfNotPresent),
        Ports =
        [
            .. container.Ports.Select(port => port with
            {
                Protocol = Or(port.Protocol, Protocol.TCP),
                HostPort = port.HostPort == 0 && hostNetwork ? port.ContainerPortValue : port.HostPort,
            }),
        ],
        Env =
        [
            .. container.Env.Select(static variable => variable.ValueFrom?.FieldRef is { APIVersion.Length: 0 } field
                ? variable with { ValueFrom = variable.ValueFrom with { FieldRef = field with { APIVersion = "v1" } } }
                : variable),
        ],
        Resources = container.Resources with { Requests = Requests(container.Resources) },
        LivenessProbe = Apply(container.LivenessProbe),
        ReadinessProbe = Apply(container.ReadinessProbe),
        StartupProbe = Apply(container.StartupProbe),
    };

    private static Probe? Apply(Probe? probe) => probe is null
        ? null
        : probe with
        {
            TimeoutSeconds = Or(probe.TimeoutSeconds, 1),
            PeriodSeconds = Or(probe.PeriodSeconds, 10),
            SuccessThreshold = Or(probe.SuccessThreshold, 1),
            FailureThreshold = Or(probe.FailureThreshold, 3),
            HTTPGet = probe.HTTPGet is { } get ? get with { Path = Or(get.Path, "/"), Scheme = Or(get.Scheme, "HTTP") } : null,
        };

    private static ApiMap<Quantity> Requests(ResourceRequirements resources)
    {
        var requests = resources.Requests;
        foreach (var (name, limit) in resources.Limits)
        {
            if (!requests.ContainsKey(name))
            {
                requests = requests.Set(name, limit);
            }
        }
        return requests;
    }

    private static bool IsLatest(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal))
        {
            return false;
        }
        var colon = image.IndexOf(':', image.LastIndexOf('/') + 1);
        return colon < 0 || image[(colon + 1)..] == "latest";
    }

    private static string Or(string value, string otherwise) => value.Length > 0 ? value : otherwise;

    private static int Or(int value, int otherwise) => value > 0 ? value : otherwise;
}
