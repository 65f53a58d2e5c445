using KubeSharp.Api.Networking.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Networking;

/// <summary>ingresses</summary>
internal sealed class IngressStrategy : ResourceStrategy<Ingress>
{
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Class", "The name of the IngressClass resource that should be used for additional configuration"),
        Column.Text("Hosts", "Hosts that incoming requests are matched against before the ingress rule"),
        Column.Text("Address", "Address is a list containing ingress points for the load-balancer"),
        Column.Text("Ports", "Ports of TLS configurations that open"),
        Column.Age,
    ];

    protected override Ingress PrepareForCreate(RequestContext context, Ingress value) =>
        Generations.First(value with { Status = new IngressStatus() });

    protected override Ingress PrepareForUpdate(RequestContext context, Ingress value, Ingress old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override Ingress PrepareForStatusUpdate(RequestContext context, Ingress value, Ingress old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void Validate(RequestContext context, Ingress value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        IngressChecks.ClassAnnotation(errors, value);
        IngressChecks.Validate(errors, value.Spec);
    }

    protected override void ValidateUpdate(RequestContext context, Ingress value, Ingress old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        IngressChecks.Validate(errors, value.Spec);
    }

    protected override void ValidateStatusUpdate(RequestContext context, Ingress value, Ingress old, ErrorList errors) =>
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);

    protected override void Warn(RequestContext context, Ingress value, Ingress? old)
    {
        const string Annotation = "kubernetes.io/ingress.class";
        if (old is null && value.Metadata.Annotations.ContainsKey(Annotation))
        {
            context.Warn($"annotation \"{Annotation}\" is deprecated, please use 'spec.ingressClassName' instead");
        }
    }

    protected override object?[] Cells(Ingress value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        CellText.OrNone(value.Spec.IngressClassName),
        Hosts(value.Spec),
        Address(value.Status),
        value.Spec.TLS.Count > 0 ? "80, 443" : "80",
        CellText.Age(value.Metadata, now),
    ];

    private static string Hosts(IngressSpec spec)
    {
        const int Shown = 3;
        var hosts = new List<string>();
        foreach (var rule in spec.Rules)
        {
            if (rule.Host.Length > 0)
            {
                hosts.Add(rule.Host);
            }
        }

        if (hosts.Count == 0)
        {
            return "*";
        }

        var text = string.Join(',', hosts.Take(Shown));
        return hosts.Count > Shown ? $"{text} + {hosts.Count - Shown} more..." : text;
    }

    private static string Address(IngressStatus status)
    {
        var addresses = new List<string>();
        foreach (var ingress in status.LoadBalancer.Ingress)
        {
            var address = ingress.IP.Length > 0 ? ingress.IP : ingress.Hostname;
            if (address.Length > 0)
            {
                addresses.Add(address);
            }
        }

        return string.Join(',', addresses);
    }
}
