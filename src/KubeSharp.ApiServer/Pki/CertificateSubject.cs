using System.Security.Cryptography.X509Certificates;

namespace KubeSharp.ApiServer.Pki;

/// <summary>The parts of a certificate's subject that mean something to Kubernetes.</summary>
/// <param name="CommonName">Empty when there is none.</param>
/// <param name="Uid">Value of the attribute 1.3.6.1.4.1.57683.2, KEP-4633's certificate user id; empty when there is none.</param>
internal sealed record CertificateSubject(string CommonName, IReadOnlyList<string> Organizations, string Uid)
{
    private const string CommonNameOid = "2.5.4.3";
    private const string OrganizationOid = "2.5.4.10";
    private const string UidOid = "1.3.6.1.4.1.57683.2";

    public static CertificateSubject Of(X509Certificate2 certificate)
    {
        var commonName = "";
        var uid = "";
        var organizations = new List<string>();
        foreach (var name in certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false))
        {
            if (name.HasMultipleElements)
            {
                continue;
            }

            switch (name.GetSingleElementType().Value)
            {
                case CommonNameOid:
                    commonName = name.GetSingleElementValue() ?? "";
                    break;
                case OrganizationOid:
                    organizations.Add(name.GetSingleElementValue() ?? "");
                    break;
                case UidOid:
                    uid = name.GetSingleElementValue() ?? "";
                    break;
            }
        }

        return new CertificateSubject(commonName, organizations, uid);
    }
}
