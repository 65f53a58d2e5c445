using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.ApiServer.CustomResources.Rules;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.CustomResources.Definitions;

/// <summary>The fields of a version by which its objects can be selected (KEP-4358).</summary>
internal static class SelectableFieldChecks
{
    private const int MaxFields = 8;

    public static void Validate(ErrorList errors, FieldPath path, ApiList<SelectableField> fields, JSONSchemaProps? schema)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Count; i++)
        {
            var place = path.Index(i);
            var text = fields[i].JSONPath;
            if (text.Length == 0)
            {
                errors.Required(place.Child("jsonPath"), "");
                continue;
            }

            if (RuleFieldPath.Find(text, schema ?? JSONSchemaProps.Empty, out var error) is not { } found)
            {
                errors.InvalidText(place.Child("jsonPath"), text, "is an invalid path: " + error);
                continue;
            }

            if (text.StartsWith(".metadata", StringComparison.Ordinal))
            {
                errors.InvalidText(place, text, "must not point to fields in metadata");
            }

            if (found.Type is not ("string" or "boolean" or "integer"))
            {
                errors.InvalidText(place, text, "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.");
            }

            if (!seen.Add(text))
            {
                errors.Duplicate(place, ErrorList.Quote(text));
            }
        }

        if (seen.Count > MaxFields)
        {
            errors.TooMany(path, seen.Count, MaxFields);
        }
    }
}
