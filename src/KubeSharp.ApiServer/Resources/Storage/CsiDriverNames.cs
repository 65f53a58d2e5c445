using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>Names of CSI drivers: DNS subdomains of at most 63 bytes, in any case.</summary>
internal static class CsiDriverNames
{
    public static void Check(ErrorList errors, FieldPath parent, string? child, string name)
    {
        var path = child is null ? parent : parent.Child(child);
        if (name.Length == 0)
        {
            errors.Required(path, "");
        }

        if (name.Length > 63)
        {
            errors.TooLong(path, 63);
        }

        var lower = name.ToLowerInvariant();
        if (!NameRules.IsDns1123Subdomain(lower))
        {
            NameChecks.Report(errors, path, null, name, NameMessages.Dns1123Subdomain(lower));
        }
    }
}
