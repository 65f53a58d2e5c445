using System.Text.RegularExpressions;
using KubeSharp.Api.Resource.V1;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>The value of an attribute: one of four types, or a list of one of them.</summary>
internal static partial class DeviceAttributeChecks
{
    private const int TextLimit = 64;
    private const string OneValue = "exactly one value must be specified";

    public static void Validate(ErrorList errors, FieldPath path, DeviceAttribute value)
    {
        var lists = (value.IntValues.Count > 0 ? 1 : 0) + (value.BoolValues.Count > 0 ? 1 : 0) + (value.StringValues.Count > 0 ? 1 : 0) + (value.VersionValues.Count > 0 ? 1 : 0);
        var count = lists + (value.IntValue is null ? 0 : 1) + (value.BoolValue is null ? 0 : 1) + (value.StringValue is null ? 0 : 1) + (value.VersionValue is null ? 0 : 1);
        if (count == 0)
        {
            errors.Required(path, OneValue);
        }
        else if (count > 1)
        {
            errors.Invalid(path, value.ToString(), OneValue);
        }

        if (value.StringValue is { } text)
        {
            Text(errors, path.Child("string"), text);
        }

        if (value.VersionValue is { } version)
        {
            Version(errors, path.Child("version"), version);
        }

        for (var i = 0; i < value.StringValues.Count; i++)
        {
            Text(errors, path.Child("strings").Index(i), value.StringValues[i]);
        }

        for (var i = 0; i < value.VersionValues.Count; i++)
        {
            Version(errors, path.Child("versions").Index(i), value.VersionValues[i]);
        }
    }

    private static void Text(ErrorList errors, FieldPath path, string text)
    {
        if (text.Length > TextLimit)
        {
            errors.TooLong(path, TextLimit);
        }
    }

    private static void Version(ErrorList errors, FieldPath path, string version)
    {
        if (!SemanticVersion().IsMatch(version))
        {
            errors.Invalid(path, ErrorList.Quote(version), "must be a string compatible with semver.org spec 2.0.0");
        }

        Text(errors, path, version);
    }

    /// <summary>The expression that semver.org gives for version 2.0.0.</summary>
    [GeneratedRegex(@"\A(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-((0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?(\+([0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SemanticVersion();
}
