using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Services;

/// <summary>Internal and external traffic policies, and traffic distribution.</summary>
internal static class TrafficPolicyChecks
{
    public static void Validate(ErrorList errors, FieldPath path, ServiceSpec spec)
    {
        if (ServiceTypes.IsExternallyAccessible(spec))
        {
            FieldChecks.RequiredOneOf(errors, path, "externalTrafficPolicy", spec.ExternalTrafficPolicy, "Cluster", "Local");
        }
        else if (spec.ExternalTrafficPolicy.Length > 0)
        {
            errors.InvalidText(
                path.Child("externalTrafficPolicy"), spec.ExternalTrafficPolicy, "may only be set for externally-accessible services");
        }

        if (spec.HealthCheckNodePort != 0)
        {
            if (ServiceTypes.NeedsHealthCheck(spec))
            {
                FieldChecks.Port(errors, path, "healthCheckNodePort", spec.HealthCheckNodePort);
            }
            else
            {
                errors.InvalidNumber(
                    path.Child("healthCheckNodePort"),
                    spec.HealthCheckNodePort,
                    "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
            }
        }

        if (spec.InternalTrafficPolicy is { } inner)
        {
            FieldChecks.OneOf(errors, path, "internalTrafficPolicy", inner, "Cluster", "Local");
        }
        else if (ServiceTypes.NeedsClusterIP(spec))
        {
            errors.Required(path.Child("internalTrafficPolicy"), "");
        }

        if (spec.TrafficDistribution is { } distribution)
        {
            FieldChecks.OneOf(errors, path, "trafficDistribution", distribution, "PreferClose", "PreferSameZone", "PreferSameNode");
        }
    }
}
