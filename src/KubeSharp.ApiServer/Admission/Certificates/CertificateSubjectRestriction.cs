using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeSharp.Api.Certificates.V1;

namespace KubeSharp.ApiServer.Admission.Certificates;

/// <summary>Nobody asks the client signer for membership in system:masters.</summary>
internal sealed class CertificateSubjectRestriction : IValidatingAdmissionPlugin
{
    private const string ClientSigner = "kubernetes.io/kube-apiserver-client";
    private const string OrganizationOid = "2.5.4.10";

    public string Name => "CertificateSubjectRestriction";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Create;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.IsFor("certificates.k8s.io", "certificatesigningrequests")
            && context.Object is CertificateSigningRequest { Spec.SignerName: ClientSigner } request)
        {
            foreach (var organization in Organizations(context, request))
            {
                if (organization == "system:masters")
                {
                    throw context.Forbidden(
                        "use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed");
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    private static IEnumerable<string> Organizations(AdmissionContext context, CertificateSigningRequest request)
    {
        CertificateRequest parsed;
        try
        {
            parsed = CertificateRequest.LoadSigningRequestPem(
                Encoding.ASCII.GetString(request.Spec.Request.Span), HashAlgorithmName.SHA256,
                CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw context.Forbidden("unable to parse csr: " + e.Message);
        }

        return parsed.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(name => !name.HasMultipleElements && name.GetSingleElementType().Value == OrganizationOid)
            .Select(name => name.GetSingleElementValue() ?? "");
    }
}
