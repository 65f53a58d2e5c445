using KubeSharp.Api.Certificates.V1;

namespace KubeSharp.ApiServer.Admission.Certificates;

/// <summary>Writing the issued certificate needs the verb sign on the signer.</summary>
internal sealed class CertificateSigning(SignerAuthorization signers) : IValidatingAdmissionPlugin
{
    public string Name => "CertificateSigning";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Update;

    public async ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (!context.IsFor("certificates.k8s.io", "certificatesigningrequests", "status")
            || context.OldObject is not CertificateSigningRequest old || context.Object is not CertificateSigningRequest request)
        {
            return;
        }

        // Only the certificate and the conditions are the signer's.
        if (old.Status.Certificate == request.Status.Certificate && old.Status.Conditions == request.Status.Conditions)
        {
            return;
        }

        if (!await signers.IsAllowedAsync(context.Request.User, "sign", old.Spec.SignerName, cancellationToken))
        {
            throw context.Forbidden($"user not permitted to sign requests with signerName \"{old.Spec.SignerName}\"");
        }
    }
}
