using KubeSharp.Api;
using KubeSharp.Api.Networking.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Networking;

/// <summary>The spec of an ingress.</summary>
internal static class IngressChecks
{
    private const string ClassAnnotationKey = "kubernetes.io/ingress.class";

    private static readonly FieldPath Spec = FieldPath.Root("spec");

    private static readonly string[] InvalidSequences = ["//", "/./", "/../", "%2f", "%2F"];
    private static readonly string[] InvalidSuffixes = ["/..", "/."];

    public static void ClassAnnotation(ErrorList errors, Ingress value)
    {
        if (value.Spec.IngressClassName is not null && value.Metadata.Annotations.TryGetValue(ClassAnnotationKey, out var old))
        {
            errors.InvalidText(
                FieldPath.Root("annotations").Child(ClassAnnotationKey), old, "can not be set when the class field is also set");
        }
    }

    public static void Validate(ErrorList errors, IngressSpec spec)
    {
        if (spec.Rules.Count == 0 && spec.DefaultBackend is null)
        {
            errors.Invalid(Spec, "[]", "either `defaultBackend` or `rules` must be specified");
        }

        if (spec.DefaultBackend is { } backend)
        {
            Backend(errors, Spec.Child("defaultBackend"), backend);
        }

        for (var i = 0; i < spec.Rules.Count; i++)
        {
            Rule(errors, Spec.Child("rules").Index(i), spec.Rules[i]);
        }

        for (var i = 0; i < spec.TLS.Count; i++)
        {
            Tls(errors, Spec.Child("tls").Index(i), spec.TLS[i]);
        }

        if (spec.IngressClassName is { } name)
        {
            NameChecks.Dns1123Subdomain(errors, Spec, "ingressClassName", name);
        }
    }

    private static void Rule(ErrorList errors, FieldPath path, IngressRule rule)
    {
        if (rule.Host.Length > 0)
        {
            if (IpChecks.Parse(rule.Host) is not null)
            {
                errors.InvalidText(path.Child("host"), rule.Host, "must be a DNS name, not an IP address");
            }

            Host(errors, path.Child("host"), rule.Host);
        }

        if (rule.HTTP is not { } http)
        {
            return;
        }

        var paths = path.Child("http").Child("paths");
        if (http.Paths.Count == 0)
        {
            errors.Required(paths, "");
        }

        for (var i = 0; i < http.Paths.Count; i++)
        {
            HttpPath(errors, paths.Index(i), http.Paths[i]);
        }
    }

    private static void Host(ErrorList errors, FieldPath path, string host)
    {
        if (host.Contains('*'))
        {
            NameChecks.Report(errors, path, null, host, NameMessages.WildcardSubdomain(host));
        }
        else
        {
            NameChecks.Dns1123Subdomain(errors, path, null, host);
        }
    }

    private static void HttpPath(ErrorList errors, FieldPath path, HTTPIngressPath value)
    {
        switch (value.PathType)
        {
            case null:
                errors.Required(path.Child("pathType"), "pathType must be specified");
                break;
            case "Exact" or "Prefix":
                if (!value.Path.StartsWith('/'))
                {
                    errors.InvalidText(path.Child("path"), value.Path, "must be an absolute path");
                }

                foreach (var sequence in InvalidSequences)
                {
                    if (value.Path.Contains(sequence, StringComparison.Ordinal))
                    {
                        errors.InvalidText(path.Child("path"), value.Path, $"must not contain '{sequence}'");
                    }
                }

                foreach (var suffix in InvalidSuffixes)
                {
                    if (value.Path.EndsWith(suffix, StringComparison.Ordinal))
                    {
                        errors.InvalidText(path.Child("path"), value.Path, $"cannot end with '{suffix}'");
                    }
                }

                break;
            case "ImplementationSpecific":
                if (value.Path.Length > 0 && !value.Path.StartsWith('/'))
                {
                    errors.InvalidText(path.Child("path"), value.Path, "must be an absolute path");
                }

                break;
            default:
                errors.NotSupportedText(path.Child("pathType"), value.PathType, "Exact", "ImplementationSpecific", "Prefix");
                break;
        }

        Backend(errors, path.Child("backend"), value.Backend);
    }

    private static void Backend(ErrorList errors, FieldPath path, IngressBackend backend)
    {
        if (backend is { Resource: not null, Service: not null })
        {
            errors.Invalid(path, "\"\"", "cannot set both resource and service backends");
        }
        else if (backend.Resource is { } resource)
        {
            if (resource.APIGroup is { Length: > 0 } group)
            {
                NameChecks.Dns1123Subdomain(errors, path.Child("resource"), "apiGroup", group);
            }

            FieldChecks.Required(errors, path.Child("resource"), "kind", resource.Kind);
            FieldChecks.Required(errors, path.Child("resource"), "name", resource.Name);
        }
        else if (backend.Service is { } service)
        {
            Service(errors, path, service);
        }
        else
        {
            errors.InvalidText(path, "", "resource or service backend is required");
        }
    }

    private static void Service(ErrorList errors, FieldPath backend, IngressServiceBackend service)
    {
        var path = backend.Child("service");
        if (service.Name.Length == 0)
        {
            errors.Required(path.Child("name"), "");
        }
        else
        {
            ObjectNames.Check(errors, path, "name", service.Name, NameRule.Label1035);
        }

        var named = service.Port.Name.Length > 0;
        var numbered = service.Port.Number != 0;
        if (named && numbered)
        {
            errors.Invalid(backend, "\"\"", "cannot set both port name & port number");
        }
        else if (named)
        {
            if (!NameRules.IsPortName(service.Port.Name))
            {
                NameChecks.Report(errors, path.Child("port"), "name", service.Port.Name, NameMessages.PortName(service.Port.Name));
            }
        }
        else if (numbered)
        {
            FieldChecks.Port(errors, path.Child("port"), "number", service.Port.Number);
        }
        else
        {
            errors.Required(backend, "port name or number is required");
        }
    }

    private static void Tls(ErrorList errors, FieldPath path, IngressTLS tls)
    {
        for (var i = 0; i < tls.Hosts.Count; i++)
        {
            Host(errors, path.Child("hosts").Index(i), tls.Hosts[i]);
        }

        if (tls.SecretName.Length > 0)
        {
            NameChecks.Dns1123Subdomain(errors, path, "secretName", tls.SecretName);
        }
    }
}
