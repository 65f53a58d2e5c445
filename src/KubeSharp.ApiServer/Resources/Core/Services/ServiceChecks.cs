using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Services;

/// <summary>A service as a whole.</summary>
internal static class ServiceChecks
{
    public static readonly FieldPath Spec = FieldPath.Root("spec");

    private const int MaxAffinitySeconds = 86400;

    public static void Validate(ErrorList errors, Service service)
    {
        ObjectMetaValidation.Validate(service.Metadata, namespaced: true, NameRule.Label1035, errors);
        TopologyAnnotations(errors, service);
        var spec = service.Spec;
        if (spec.Ports.Count == 0 && spec.Type != "ExternalName" && !ServiceTypes.IsHeadless(spec))
        {
            errors.Required(Spec.Child("ports"), "");
        }

        Type(errors, spec);
        ServicePortChecks.Validate(errors, Spec, spec);
        LabelChecks.Labels(errors, Spec, "selector", spec.Selector);
        FieldChecks.RequiredOneOf(errors, Spec, "sessionAffinity", spec.SessionAffinity, "ClientIP", "None");
        Affinity(errors, spec);
        ClusterIPChecks.Validate(errors, Spec, spec);
        for (var i = 0; i < spec.ExternalIPs.Count; i++)
        {
            var path = Spec.Child("externalIPs").Index(i);
            if (IpChecks.Ip(errors, path, spec.ExternalIPs[i]))
            {
                IpChecks.NonSpecial(errors, path, spec.ExternalIPs[i]);
            }
        }

        FieldChecks.RequiredOneOf(errors, Spec, "type", spec.Type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        ServicePortChecks.Duplicates(errors, Spec, spec);
        LoadBalancerChecks.Validate(errors, service);
        TrafficPolicyChecks.Validate(errors, Spec, spec);
    }

    public static void ValidateUpdate(ErrorList errors, Service service, Service old)
    {
        ObjectMetaUpdateValidation.Validate(service.Metadata, old.Metadata, errors);
        ClusterIPUpdateChecks.Validate(errors, Spec, service.Spec, old.Spec);
        LoadBalancerChecks.ClassUnchanged(errors, Spec, service.Spec, old.Spec);
        if (ServiceTypes.NeedsHealthCheck(service.Spec) && ServiceTypes.NeedsHealthCheck(old.Spec) &&
            service.Spec.HealthCheckNodePort != old.Spec.HealthCheckNodePort)
        {
            errors.Forbidden(Spec.Child("healthCheckNodePort"), FieldChecks.Immutable);
        }

        Validate(errors, service);
    }

    private static void TopologyAnnotations(ErrorList errors, Service service)
    {
        const string Hints = "service.kubernetes.io/topology-aware-hints";
        const string Mode = "service.kubernetes.io/topology-mode";
        if (service.Metadata.Annotations.TryGetValue(Hints, out var hints) && service.Metadata.Annotations.TryGetValue(Mode, out var mode) &&
            hints != mode)
        {
            errors.InvalidText(
                ObjectMetaValidation.Path.Child("annotations").Key(Mode), mode, $"must match annotations[{Hints}] when both are specified");
        }
    }

    private static void Type(ErrorList errors, ServiceSpec spec)
    {
        switch (spec.Type)
        {
            case "LoadBalancer" or "NodePort":
                if (ServiceTypes.IsHeadless(spec))
                {
                    errors.InvalidText(
                        Spec.Child("clusterIPs").Index(0), spec.ClusterIPs[0], $"may not be set to 'None' for {spec.Type} services");
                }

                break;
            case "ExternalName":
                ExternalName(errors, spec);
                break;
        }
    }

    private static void ExternalName(ErrorList errors, ServiceSpec spec)
    {
        const string NotAllowed = "may not be set for ExternalName services";
        if (spec.ClusterIPs.Count > 0)
        {
            errors.Forbidden(Spec.Child("clusterIPs"), NotAllowed);
        }

        if (spec.IPFamilies.Count > 0)
        {
            errors.Forbidden(Spec.Child("ipFamilies"), NotAllowed);
        }

        if (spec.IPFamilyPolicy is not null)
        {
            errors.Forbidden(Spec.Child("ipFamilyPolicy"), NotAllowed);
        }

        var name = spec.ExternalName.EndsWith('.') ? spec.ExternalName[..^1] : spec.ExternalName;
        if (name.Length == 0)
        {
            errors.Required(Spec.Child("externalName"), "");
        }
        else
        {
            NameChecks.Dns1123Subdomain(errors, Spec, "externalName", name);
        }
    }

    private static void Affinity(ErrorList errors, ServiceSpec spec)
    {
        var path = Spec.Child("sessionAffinityConfig");
        if (spec.SessionAffinity == "None")
        {
            if (spec.SessionAffinityConfig is not null)
            {
                errors.Forbidden(path, "must not be set when session affinity is None");
            }

            return;
        }

        if (spec.SessionAffinity != "ClientIP")
        {
            return;
        }

        const string Why = "when session affinity type is ClientIP";
        if (spec.SessionAffinityConfig is not { } config)
        {
            errors.Required(path, Why);
        }
        else if (config.ClientIP is not { } client)
        {
            errors.Required(path.Child("clientIP"), Why);
        }
        else if (client.TimeoutSeconds is not { } seconds)
        {
            errors.Required(path.Child("clientIP").Child("timeoutSeconds"), Why);
        }
        else if (seconds is <= 0 or > MaxAffinitySeconds)
        {
            errors.InvalidNumber(
                path.Child("clientIP").Child("timeoutSeconds"), seconds, $"must be greater than 0 and less than {MaxAffinitySeconds}");
        }
    }
}
