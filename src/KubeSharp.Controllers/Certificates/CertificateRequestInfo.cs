using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api.Certificates.V1;

namespace KubeSharp.Controllers.Certificates;

/// <summary>A parsed PKCS #10 request whose signature holds.</summary>
internal sealed class CertificateRequestInfo
{
    private const string OrganizationOid = "2.5.4.10";
    private const string CommonNameOid = "2.5.4.3";

    private CertificateRequestInfo(CertificateRequest request)
    {
        Request = request;
        foreach (var part in request.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements)
            {
                continue;
            }

            if (part.GetSingleElementType().Value == OrganizationOid)
            {
                Organizations.Add(part.GetSingleElementValue() ?? "");
            }
            else if (part.GetSingleElementType().Value == CommonNameOid)
            {
                CommonName = part.GetSingleElementValue() ?? "";
            }
        }

        AlternativeNames = request.CertificateExtensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
    }

    public CertificateRequest Request { get; }

    public string CommonName { get; } = "";

    public List<string> Organizations { get; } = [];

    public X509SubjectAlternativeNameExtension? AlternativeNames { get; }

    public bool IsOfNode => CommonName.StartsWith("system:node:", StringComparison.Ordinal) && Organizations is ["system:nodes"];

    public bool HasHosts => AlternativeNames is { } names && (names.EnumerateDnsNames().Any() || names.EnumerateIPAddresses().Any());

    /// <summary>Null if the request cannot be read, or was not made by the holder of its key.</summary>
    public static CertificateRequestInfo? TryParse(CertificateSigningRequest request)
    {
        try
        {
            return new CertificateRequestInfo(CertificateRequest.LoadSigningRequestPem(
                request.Spec.Request.ToUtf8String(),
                HashAlgorithmName.SHA256,
                CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions));
        }
        catch (Exception invalid) when (invalid is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
