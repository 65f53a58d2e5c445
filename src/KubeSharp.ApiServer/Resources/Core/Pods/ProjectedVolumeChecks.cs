using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Projected volumes: several sources in one directory, whose files must not collide.</summary>
internal static class ProjectedVolumeChecks
{
    private const long MinTokenSeconds = 600;
    private const long MaxTokenSeconds = 1L << 32;

    public static void Validate(ErrorList errors, FieldPath path, ProjectedVolumeSource projected)
    {
        PathChecks.FileMode(errors, path, "defaultMode", projected.DefaultMode);
        var paths = new NameSet();
        for (var i = 0; i < projected.Sources.Count; i++)
        {
            var source = projected.Sources[i];
            var sourcePath = path.Child("sources").Index(i);
            var count = 0;
            if (source.Secret is { } secret)
            {
                count++;
                FieldChecks.Required(errors, sourcePath.Child("secret"), "name", secret.Name);
                Items(errors, path, sourcePath.Child("secret"), secret.Name, secret.Items, ref paths);
            }

            if (source.ConfigMap is { } configMap)
            {
                count++;
                FieldChecks.Required(errors, sourcePath.Child("configMap"), "name", configMap.Name);
                Items(errors, path, sourcePath.Child("configMap"), configMap.Name, configMap.Items, ref paths);
            }

            if (source.DownwardAPI is { } downward)
            {
                count++;
                foreach (var file in downward.Items)
                {
                    FileVolumeChecks.DownwardFile(errors, sourcePath.Child("downwardAPI"), file);
                    Unique(errors, path, file.Path, file.Path, ref paths);
                }
            }

            if (source.ServiceAccountToken is { } token)
            {
                count++;
                Token(errors, path, sourcePath.Child("serviceAccountToken"), token);
            }

            if (source.ClusterTrustBundle is { } bundle)
            {
                count++;
                Bundle(errors, path, sourcePath.Child("clusterTrustBundle"), bundle, ref paths);
            }

            if (source.PodCertificate is { } certificate)
            {
                count++;
                Certificate(errors, path, sourcePath.Child("podCertificate"), certificate, ref paths);
            }

            if (count > 1)
            {
                errors.Forbidden(sourcePath, "may not specify more than 1 volume type per source");
            }
        }
    }

    private static void Items(ErrorList errors, FieldPath volume, FieldPath path, string name, ApiList<KeyToPath> items, ref NameSet paths)
    {
        FileVolumeChecks.Items(errors, path, items);
        foreach (var item in items)
        {
            Unique(errors, volume, item.Path, name, ref paths);
        }
    }

    private static void Unique(ErrorList errors, FieldPath volume, string path, string shown, ref NameSet paths)
    {
        if (path.Length > 0 && !paths.Add(path))
        {
            errors.InvalidText(volume, shown, "conflicting duplicate paths");
        }
    }

    private static void Token(ErrorList errors, FieldPath volume, FieldPath path, ServiceAccountTokenProjection token)
    {
        var seconds = token.ExpirationSeconds ?? 0;
        if (seconds < MinTokenSeconds)
        {
            errors.InvalidNumber(path.Child("expirationSeconds"), seconds, "may not specify a duration less than 10 minutes");
        }

        if (seconds > MaxTokenSeconds)
        {
            errors.InvalidNumber(path.Child("expirationSeconds"), seconds, "may not specify a duration larger than 2^32 seconds");
        }

        if (token.Path.Length == 0)
        {
            errors.Required(volume.Child("path"), "");
        }
        else
        {
            PathChecks.LocalNonReserved(errors, volume, "path", token.Path);
        }
    }

    private static void Bundle(ErrorList errors, FieldPath volume, FieldPath path, ClusterTrustBundleProjection bundle, ref NameSet paths)
    {
        if (bundle is { Name: not null, SignerName: not null })
        {
            errors.InvalidText(path, bundle.Name, "only one of name and signerName may be used");
        }
        else if (bundle.Name is not null)
        {
            if (bundle.Name.Length == 0)
            {
                errors.Required(path.Child("name"), "must be a valid object name");
            }

            if (bundle.LabelSelector is not null)
            {
                errors.InvalidText(path.Child("labelSelector"), "", "labelSelector must be unset if name is specified");
            }
        }
        else if (bundle.SignerName is not null)
        {
            if (bundle.SignerName.Length == 0)
            {
                errors.Required(path.Child("signerName"), "must be a valid signer name");
            }

            LabelSelectorChecks.Validate(errors, path, "labelSelector", bundle.LabelSelector);
        }
        else
        {
            errors.Required(path, "either name or signerName must be specified");
        }

        FieldChecks.Required(errors, path, "path", bundle.Path);
        PathChecks.LocalNonReserved(errors, path, "path", bundle.Path);
        Unique(errors, volume, bundle.Path, bundle.Path, ref paths);
    }

    private static void Certificate(ErrorList errors, FieldPath volume, FieldPath path, PodCertificateProjection certificate, ref NameSet paths)
    {
        FieldChecks.Required(errors, path, "signerName", certificate.SignerName);
        FieldChecks.RequiredOneOf(
            errors, path, "keyType", certificate.KeyType, "RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519");
        if (certificate.MaxExpirationSeconds is { } seconds)
        {
            FieldChecks.InRange(errors, path, "maxExpirationSeconds", seconds, 3600, 91 * 24 * 3600);
        }

        if (certificate.CredentialBundlePath.Length + certificate.KeyPath.Length + certificate.CertificateChainPath.Length == 0)
        {
            errors.Required(path, "specify at least one of credentialBundlePath, keyPath, and certificateChainPath");
        }

        foreach (var (field, value) in ((string, string)[])
                 [("credentialBundlePath", certificate.CredentialBundlePath), ("keyPath", certificate.KeyPath), ("certificateChainPath", certificate.CertificateChainPath)])
        {
            PathChecks.LocalNonReserved(errors, path, field, value);
            Unique(errors, volume, value, value, ref paths);
        }
    }
}
