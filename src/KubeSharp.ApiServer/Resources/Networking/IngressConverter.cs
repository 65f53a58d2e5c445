using KubeSharp.Api;
using V1 = KubeSharp.Api.Networking.V1;
using V1Beta1 = KubeSharp.Api.Networking.V1beta1;

namespace KubeSharp.ApiServer.Resources.Networking;

/// <summary>ingresses in v1beta1, where a backend has its service and the port of that, a name or a number, as two fields.</summary>
internal sealed class IngressConverter : VersionConverter<V1.Ingress, V1Beta1.Ingress>
{
    protected override V1Beta1.Ingress ToServed(V1.Ingress value)
    {
        var served = Recast.ByNumber<V1Beta1.Ingress>(value with { Spec = value.Spec with { DefaultBackend = null, Rules = default } });
        return served with
        {
            Spec = served.Spec with
            {
                Backend = value.Spec.DefaultBackend is { } backend ? ToServed(backend) : null,
                Rules = [.. value.Spec.Rules.Select(ToServed)],
            },
        };
    }

    protected override V1.Ingress ToStored(V1Beta1.Ingress value)
    {
        var stored = Recast.ByNumber<V1.Ingress>(value with { Spec = value.Spec with { Backend = null, Rules = default } });
        return stored with
        {
            Spec = stored.Spec with
            {
                DefaultBackend = value.Spec.Backend is { } backend ? ToStored(backend) : null,
                Rules = [.. value.Spec.Rules.Select(ToStored)],
            },
        };
    }

    private static V1Beta1.IngressRule ToServed(V1.IngressRule rule) => new()
    {
        Host = rule.Host,
        HTTP = rule.HTTP is not { } http ? null : new() { Paths = [.. http.Paths.Select(ToServed)] },
    };

    private static V1.IngressRule ToStored(V1Beta1.IngressRule rule) => new()
    {
        Host = rule.Host,
        HTTP = rule.HTTP is not { } http ? null : new() { Paths = [.. http.Paths.Select(ToStored)] },
    };

    private static V1Beta1.HTTPIngressPath ToServed(V1.HTTPIngressPath path) =>
        new() { Path = path.Path, PathType = path.PathType, Backend = ToServed(path.Backend) };

    /// <summary>The type of a path has a default in this version; servers before 1.18 do not know it at all.</summary>
    private static V1.HTTPIngressPath ToStored(V1Beta1.HTTPIngressPath path) =>
        new() { Path = path.Path, PathType = path.PathType ?? "ImplementationSpecific", Backend = ToStored(path.Backend) };

    private static V1Beta1.IngressBackend ToServed(V1.IngressBackend backend) => new()
    {
        ServiceName = backend.Service?.Name ?? "",
        ServicePort = backend.Service is not { } service ? default : service.Port.Name.Length > 0 ? service.Port.Name : service.Port.Number,
        Resource = backend.Resource,
    };

    private static V1.IngressBackend ToStored(V1Beta1.IngressBackend backend)
    {
        var port = backend.ServicePort;
        var hasService = backend.ServiceName.Length > 0 || port.IsString || port.IntValue != 0;
        return new V1.IngressBackend
        {
            Service = hasService
                ? new() { Name = backend.ServiceName, Port = new() { Name = port.StringValue, Number = port.IsString ? 0 : port.IntValue } }
                : null,
            Resource = backend.Resource,
        };
    }
}
