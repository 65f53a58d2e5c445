using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>iSCSI targets and initiators, of pods and of persistent volumes.</summary>
internal static class IscsiChecks
{
    public const string TotalLength =
        "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.";

    private const string Format = "must be valid format";
    private const string FormatStart = "must be valid format starting with iqn, eui, or naa";

    public static void Validate(
        ErrorList errors, FieldPath path, string targetPortal, string iqn, int lun, string? initiator, bool needsSecret)
    {
        FieldChecks.Required(errors, path, "targetPortal", targetPortal);
        FieldChecks.Required(errors, path, "iqn", iqn);
        if (iqn.Length > 0)
        {
            Name(errors, path, "iqn", iqn);
        }

        FieldChecks.InRange(errors, path, "lun", lun, 0, 255);
        if (needsSecret)
        {
            errors.Required(path.Child("secretRef"), "");
        }

        if (initiator is not null)
        {
            Name(errors, path, "initiatorname", initiator);
        }
    }

    private static void Name(ErrorList errors, FieldPath path, string field, string name)
    {
        var valid = name switch
        {
            _ when name.StartsWith("iqn", StringComparison.Ordinal) => IsQualified(name),
            _ when name.StartsWith("eui", StringComparison.Ordinal) => IsHex(name, 16),
            _ when name.StartsWith("naa", StringComparison.Ordinal) => IsHex(name, 32),
            _ => (bool?)null,
        };
        if (valid is not true)
        {
            errors.InvalidText(path.Child(field), name, valid is null ? FormatStart : Format);
        }
    }

    /// <summary>iqn.YYYY-MM.reversed.domain:anything</summary>
    private static bool IsQualified(string name)
    {
        var colon = name.IndexOf(':');
        return name.Length > 13 && name[3] == '.' && IsDigits(name.AsSpan(4, 4)) && name[8] == '-' && IsDigits(name.AsSpan(9, 2)) &&
            name[11] == '.' && colon > 12 && colon < name.Length - 1 &&
            !name.AsSpan(12, colon - 12).ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.") &&
            !name.AsSpan(colon + 1).ContainsAny(",;*&$| \t\n");
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsHex(string name, int length) => name.Length == 4 + length && name.AsSpan(4).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") < 0;
}
