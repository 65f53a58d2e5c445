using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Services;

/// <summary>Defaults of services.</summary>
internal static class ServiceDefaults
{
    private const int AffinitySeconds = 10800;

    private static readonly Func<ServicePort, ServicePort> Port = ApplyPort;
    private static readonly Func<LoadBalancerIngress, LoadBalancerIngress> Ingress = static i =>
        i is { IP.Length: > 0, IPMode: null } ? i with { IPMode = "VIP" } : i;

    public static Service Apply(Service service)
    {
        var spec = service.Spec;
        if (spec.SessionAffinity.Length == 0)
        {
            spec = spec with { SessionAffinity = "None" };
        }

        spec = Affinity(spec);
        if (spec.Type.Length == 0)
        {
            spec = spec with { Type = "ClusterIP" };
        }

        var ports = spec.Ports.Map(Port);
        if (!ports.SameAs(spec.Ports))
        {
            spec = spec with { Ports = ports };
        }

        if (spec.ExternalTrafficPolicy.Length == 0 && ServiceTypes.IsExternallyAccessible(spec))
        {
            spec = spec with { ExternalTrafficPolicy = "Cluster" };
        }

        if (spec.InternalTrafficPolicy is null && spec.Type is "NodePort" or "LoadBalancer" or "ClusterIP" && spec.InternalTrafficPolicy is null)
        {
            spec = spec with { InternalTrafficPolicy = "Cluster" };
        }

        var status = service.Status;
        if (spec.Type == "LoadBalancer")
        {
            spec = spec.AllocateLoadBalancerNodePorts is null ? spec with { AllocateLoadBalancerNodePorts = true } : spec;
            var ingress = status.LoadBalancer.Ingress.Map(Ingress);
            if (!ingress.SameAs(status.LoadBalancer.Ingress))
            {
                status = status with { LoadBalancer = status.LoadBalancer with { Ingress = ingress } };
            }
        }

        return ReferenceEquals(spec, service.Spec) && ReferenceEquals(status, service.Status)
            ? service
            : service with { Spec = spec, Status = status };
    }

    private static ServiceSpec Affinity(ServiceSpec spec) => spec switch
    {
        { SessionAffinity: "None", SessionAffinityConfig: not null } => spec with { SessionAffinityConfig = null },
        { SessionAffinity: "ClientIP", SessionAffinityConfig: not { ClientIP.TimeoutSeconds: not null } } =>
            spec with { SessionAffinityConfig = new SessionAffinityConfig { ClientIP = new ClientIPConfig { TimeoutSeconds = AffinitySeconds } } },
        _ => spec,
    };

    private static ServicePort ApplyPort(ServicePort port)
    {
        var untargeted = port.TargetPort.IsString ? port.TargetPort.StringValue.Length == 0 : port.TargetPort.IntValue == 0;
        return port.Protocol.Length > 0 && (!untargeted || port.Port == 0)
            ? port
            : port with
            {
                Protocol = port.Protocol.Length > 0 ? port.Protocol : "TCP",
                TargetPort = untargeted ? (IntOrString)port.Port : port.TargetPort,
            };
    }
}
