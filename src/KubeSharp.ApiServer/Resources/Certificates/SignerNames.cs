using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Certificates;

/// <summary>Names of signers: <c>example.com/signer</c>.</summary>
internal static class SignerNames
{
    public static void Check(ErrorList errors, FieldPath path, string signer)
    {
        if (signer.Length == 0)
        {
            errors.Required(path, "");
            return;
        }

        var parts = signer.Split('/');
        if (parts.Length != 2)
        {
            errors.InvalidText(path, signer, "must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }

        NameChecks.Dns1123Subdomain(errors, path, null, parts[0]);
        NameChecks.Dns1123Subdomain(errors, path, null, parts[1]);
        if (!parts[0].Contains('.', StringComparison.Ordinal))
        {
            errors.InvalidText(path, parts[0], "should be a domain with at least two segments separated by dots");
        }
    }
}
