using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api.Certificates.V1beta1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Certificates;

/// <summary>clustertrustbundles (KEP-3257). Those of a signer are named after it.</summary>
internal sealed class ClusterTrustBundleStrategy() : MetadataOnlyStrategy<ClusterTrustBundle>(namespaced: false, NameRule.Own)
{
    private const int SizeLimit = 1024 * 1024;

    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.signerName"];

    public override IReadOnlyList<TableColumn> Columns { get; } = [Column.Name, Column.Text("SignerName", "Signer whose certificates the anchors verify.")];

    protected override string SelectableField(ClusterTrustBundle value, string field) => value.Spec.SignerName;

    protected override void ValidateBody(ErrorList errors, ClusterTrustBundle value)
    {
        Name(errors, value.Metadata.Name, value.Spec.SignerName);
        if (value.Spec.SignerName.Length > 0)
        {
            SignerNames.Check(errors, Spec.Child("signerName"), value.Spec.SignerName);
        }

        Anchors(errors, Spec.Child("trustBundle"), value.Spec.TrustBundle);
    }

    protected override void ValidateChange(ErrorList errors, ClusterTrustBundle value, ClusterTrustBundle old) =>
        FieldChecks.Unchanged(errors, Spec, "signerName", value.Spec.SignerName, old.Spec.SignerName);

    protected override object?[] Cells(ClusterTrustBundle value, DateTimeOffset now) =>
        [value.Metadata.Name, value.Spec.SignerName.Length == 0 ? CellText.None : value.Spec.SignerName];

    private static void Name(ErrorList errors, string name, string signer)
    {
        var path = ObjectMetaValidation.Path.Child("name");
        var prefix = signer.Replace('/', ':') + ":";
        if (name.Length == 0)
        {
            return;
        }

        if (signer.Length == 0)
        {
            if (name.Contains(':', StringComparison.Ordinal))
            {
                errors.InvalidText(path, name, "ClusterTrustBundle without signer name must not have \":\" in its name");
            }
            else
            {
                NameChecks.Dns1123Subdomain(errors, path, null, name);
            }
        }
        else if (!name.StartsWith(prefix, StringComparison.Ordinal))
        {
            errors.InvalidText(path, name, $"ClusterTrustBundle for signerName {signer} must be named with prefix {prefix}");
        }
        else if (!NameRules.IsDns1123Subdomain(name.AsSpan(prefix.Length)))
        {
            NameChecks.Report(errors, path, null, name, NameMessages.Dns1123Subdomain(name[prefix.Length..]));
        }
    }

    private static void Anchors(ErrorList errors, FieldPath path, string bundle)
    {
        if (bundle.Length > SizeLimit)
        {
            errors.TooLong(path, SizeLimit);
            return;
        }

        var before = errors.Count;
        var seen = new Dictionary<string, List<int>>();
        var rest = bundle.AsSpan();
        for (var i = 0; PemEncoding.TryFind(rest, out var block); i++)
        {
            if (Anchor(errors, path, i, rest[block.Label], rest[block.Location]) is { } anchor)
            {
                (seen.TryGetValue(anchor, out var entries) ? entries : seen[anchor] = []).Add(i);
            }

            rest = rest[block.Location.End..];
        }

        if (errors.Count > before)
        {
            return;
        }

        if (seen.Count == 0)
        {
            errors.InvalidText(path, "<value omitted>", "at least one trust anchor must be provided");
        }

        foreach (var entries in seen.Values.Where(static entries => entries.Count > 1))
        {
            errors.InvalidText(path, "<value omitted>", $"duplicate trust anchor (indices [{string.Join(' ', entries)}])");
        }
    }

    /// <summary>The thumbprint of the certificate; null if it is no anchor, which is reported.</summary>
    private static string? Anchor(ErrorList errors, FieldPath path, int index, ReadOnlySpan<char> label, ReadOnlySpan<char> pem)
    {
        if (label is not "CERTIFICATE")
        {
            errors.InvalidText(path, "<value omitted>", $"entry {index} has bad block type: {label}");
            return null;
        }

        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(static extension => extension.CertificateAuthority))
            {
                return certificate.Thumbprint;
            }

            errors.InvalidText(path, "<value omitted>", $"entry {index} does not have the CA bit set");
        }
        catch (CryptographicException)
        {
            errors.InvalidText(path, "<value omitted>", $"entry {index} does not parse as X.509");
        }

        return null;
    }
}
