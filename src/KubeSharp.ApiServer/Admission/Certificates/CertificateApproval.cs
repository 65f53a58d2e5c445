using KubeSharp.Api.Certificates.V1;

namespace KubeSharp.ApiServer.Admission.Certificates;

/// <summary>Approving or denying a request needs the verb approve on its signer.</summary>
internal sealed class CertificateApproval(SignerAuthorization signers) : IValidatingAdmissionPlugin
{
    public string Name => "CertificateApproval";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Update;

    public async ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.IsFor("certificates.k8s.io", "certificatesigningrequests", "approval") && context.OldObject is CertificateSigningRequest request
            && !await signers.IsAllowedAsync(context.Request.User, "approve", request.Spec.SignerName, cancellationToken))
        {
            throw context.Forbidden($"user not permitted to approve requests with signerName \"{request.Spec.SignerName}\"");
        }
    }
}
