using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Services;

/// <summary>What only load balancers may have, and their status.</summary>
internal static class LoadBalancerChecks
{
    private const string OnlyLoadBalancer = "may only be used when `type` is 'LoadBalancer'";
    private const string RangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";

    public static void Validate(ErrorList errors, Service service)
    {
        var spec = service.Spec;
        var path = ServiceChecks.Spec;
        SourceRanges(errors, path, service);
        if (spec.AllocateLoadBalancerNodePorts is not null && spec.Type != "LoadBalancer")
        {
            errors.Forbidden(path.Child("allocateLoadBalancerNodePorts"), OnlyLoadBalancer);
        }

        if (spec is { Type: "LoadBalancer", AllocateLoadBalancerNodePorts: null })
        {
            errors.Required(FieldPath.Root("allocateLoadBalancerNodePorts"), "");
        }

        if (spec.LoadBalancerClass is not { } loadBalancerClass)
        {
            return;
        }

        if (spec.Type == "LoadBalancer")
        {
            NameChecks.QualifiedName(errors, path, "loadBalancerClass", loadBalancerClass);
        }
        else
        {
            errors.Forbidden(path.Child("loadBalancerClass"), OnlyLoadBalancer);
        }
    }

    public static void ClassUnchanged(ErrorList errors, FieldPath path, ServiceSpec spec, ServiceSpec old)
    {
        if (spec.Type == "LoadBalancer" && old.Type == "LoadBalancer" && spec.LoadBalancerClass != old.LoadBalancerClass)
        {
            errors.InvalidText(path.Child("loadBalancerClass"), spec.LoadBalancerClass, "may not change once set");
        }
    }

    public static void Status(ErrorList errors, Service service)
    {
        var list = FieldPath.Root("status").Child("loadBalancer").Child("ingress");
        var ingress = service.Status.LoadBalancer.Ingress;
        if (ingress.Count > 0 && service.Spec.Type != "LoadBalancer")
        {
            errors.Forbidden(list, "may only be used when `spec.type` is 'LoadBalancer'");
            return;
        }

        for (var i = 0; i < ingress.Count; i++)
        {
            Ingress(errors, list.Index(i), ingress[i]);
        }
    }

    private static void Ingress(ErrorList errors, FieldPath path, LoadBalancerIngress ingress)
    {
        if (ingress.IP.Length > 0)
        {
            IpChecks.Ip(errors, path.Child("ip"), ingress.IP);
        }

        if (ingress.IPMode is null)
        {
            if (ingress.IP.Length > 0)
            {
                errors.Required(path.Child("ipMode"), "must be specified when `ip` is set");
            }
        }
        else if (ingress.IP.Length == 0)
        {
            errors.Forbidden(path.Child("ipMode"), "may not be specified when `ip` is not set");
        }
        else
        {
            FieldChecks.OneOf(errors, path, "ipMode", ingress.IPMode, "Proxy", "VIP");
        }

        if (ingress.Hostname.Length > 0)
        {
            NameChecks.Dns1123Subdomain(errors, path, "hostname", ingress.Hostname);
            if (IpChecks.Parse(ingress.Hostname) is not null)
            {
                errors.InvalidText(path.Child("hostname"), ingress.Hostname, "must be a DNS name, not an IP address");
            }
        }
    }

    private static void SourceRanges(ErrorList errors, FieldPath path, Service service)
    {
        var ranges = service.Spec.LoadBalancerSourceRanges;
        if (ranges.Count > 0)
        {
            var list = path.Child("LoadBalancerSourceRanges");
            if (service.Spec.Type != "LoadBalancer")
            {
                errors.Forbidden(list, OnlyLoadBalancer);
            }

            for (var i = 0; i < ranges.Count; i++)
            {
                IpChecks.Cidr(errors, list.Index(i), ranges[i].Trim());
            }
        }
        else if (service.Metadata.Annotations.TryGetValue(RangesAnnotation, out var value))
        {
            var annotation = ObjectMetaValidation.Path.Child("annotations").Key(RangesAnnotation);
            if (service.Spec.Type != "LoadBalancer")
            {
                errors.Forbidden(annotation, OnlyLoadBalancer);
            }

            foreach (var range in value.Trim().Length == 0 ? [] : value.Split(','))
            {
                IpChecks.Cidr(errors, annotation, range.Trim());
            }
        }
    }
}
