using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Networking;

/// <summary>Off by default: no Service may take addresses of its own choice for itself (CVE-2020-8554).</summary>
internal sealed class DenyServiceExternalIPs : IValidatingAdmissionPlugin
{
    public string Name => "DenyServiceExternalIPs";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.IsFor("", "services") && context.Object is Service service)
        {
            var old = (context.OldObject as Service)?.Spec.ExternalIPs ?? default;
            if (service.Spec.ExternalIPs.Any(address => !old.Contains(address)))
            {
                throw context.Forbidden("Use of external IPs is denied by admission control.");
            }
        }

        return ValueTask.CompletedTask;
    }
}
