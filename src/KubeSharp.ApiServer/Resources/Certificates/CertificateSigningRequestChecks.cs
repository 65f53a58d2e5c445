using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api;
using KubeSharp.Api.Certificates.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Certificates;

/// <summary>Certificate signing requests.</summary>
internal static class CertificateSigningRequestChecks
{
    private const int MinSeconds = 600;

    private static readonly FieldPath Spec = FieldPath.Root("spec");
    private static readonly FieldPath Status = FieldPath.Root("status");

    private static readonly string[] Usages =
    [
        "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment", "decipher only",
        "digital signature", "email protection", "encipher only", "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement",
        "key encipherment", "microsoft sgc", "netscape sgc", "ocsp signing", "s/mime", "server auth", "signing", "timestamping",
    ];

    public static void Validate(ErrorList errors, CertificateSigningRequest value)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: false, NameRule.Subdomain, errors);
        Request(errors, value.Spec.Request);
        if (value.Spec.Usages.Count == 0)
        {
            errors.Required(Spec.Child("usages"), "usages must be specified");
        }

        var seen = new NameSet();
        for (var i = 0; i < value.Spec.Usages.Count; i++)
        {
            var usage = value.Spec.Usages[i];
            if (Array.IndexOf(Usages, usage) < 0)
            {
                errors.NotSupportedText(Spec.Child("usages").Index(i), usage, Usages);
            }

            if (!seen.Add(usage))
            {
                errors.DuplicateText(Spec.Child("usages").Index(i), usage);
            }
        }

        SignerNames.Check(errors, Spec.Child("signerName"), value.Spec.SignerName);
        if (value.Spec.ExpirationSeconds is { } seconds and < MinSeconds)
        {
            errors.InvalidNumber(Spec.Child("expirationSeconds"), seconds, "may not specify a duration less than 600 seconds (10 minutes)");
        }

        Conditions(errors, value.Status.Conditions);
    }

    public static void ValidateUpdate(ErrorList errors, CertificateSigningRequest value, CertificateSigningRequest old)
    {
        Validate(errors, value);
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        foreach (var type in (string[])["Approved", "Denied", "Failed"])
        {
            if (old.Status.Conditions.FindIndex(c => c.Type == type) >= 0 && value.Status.Conditions.FindIndex(c => c.Type == type) < 0)
            {
                errors.Forbidden(Status.Child("conditions"), $"updates may not remove a condition of type \"{type}\"");
            }
        }
    }

    public static void ValidateStatusUpdate(ErrorList errors, CertificateSigningRequest value, CertificateSigningRequest old)
    {
        ValidateUpdate(errors, value, old);
        if (old.Status.Certificate.Length > 0 && value.Status.Certificate != old.Status.Certificate)
        {
            errors.Forbidden(Status.Child("certificate"), "updates may not set certificate content");
        }
        else if (value.Status.Certificate.Length > 0 && value.Status.Certificate != old.Status.Certificate)
        {
            Certificate(errors, value.Status.Certificate);
        }
    }

    private static void Request(ErrorList errors, ByteString request)
    {
        var text = request.ToUtf8String();
        if (!PemEncoding.TryFind(text, out var fields) || text[fields.Label] is not ("CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST"))
        {
            errors.Invalid(Spec.Child("request"), "[]byte", "PEM block type must be CERTIFICATE REQUEST");
            return;
        }

        try
        {
            CertificateRequest.LoadSigningRequestPem(
                text, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or NotSupportedException)
        {
            errors.Invalid(Spec.Child("request"), "[]byte", e.Message);
        }
    }

    private static void Certificate(ErrorList errors, ByteString certificate)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificate.ToUtf8String());
            if (chain.Count == 0)
            {
                errors.InvalidText(Status.Child("certificate"), "<certificate data>", "must contain at least one CERTIFICATE PEM block");
            }

            foreach (var link in chain)
            {
                link.Dispose();
            }
        }
        catch (CryptographicException e)
        {
            errors.InvalidText(Status.Child("certificate"), "<certificate data>", e.Message);
        }
    }

    private static void Conditions(ErrorList errors, ApiList<CertificateSigningRequestCondition> conditions)
    {
        var types = new NameSet();
        for (var i = 0; i < conditions.Count; i++)
        {
            var condition = conditions[i];
            var path = Status.Child("conditions").Index(i);
            FieldChecks.Required(errors, path, "type", condition.Type);
            if (condition.Type is "Approved" or "Denied" or "Failed")
            {
                FieldChecks.RequiredOneOf(errors, path, "status", condition.Status, "True");
            }
            else
            {
                FieldChecks.RequiredOneOf(errors, path, "status", condition.Status, "True", "False", "Unknown");
            }

            if (!types.Add(condition.Type))
            {
                errors.DuplicateText(path.Child("type"), condition.Type);
            }

            if ((condition.Type == "Denied" && types.Contains("Approved")) || (condition.Type == "Approved" && types.Contains("Denied")))
            {
                errors.InvalidText(path.Child("type"), condition.Type, "Approved and Denied conditions are mutually exclusive");
            }
        }
    }
}
