using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Resources;

/// <summary>
/// Collects field errors in upstream's shapes; <see cref="Causes"/> becomes <c>status.details.causes</c> of a 422 answer.
/// Costs nothing while there is no error.
/// </summary>
public sealed class ErrorList
{
    private List<StatusCause>? _causes;

    public bool IsEmpty => _causes is null;

    public int Count => _causes?.Count ?? 0;

    public ApiList<StatusCause> Causes => _causes is null ? default : [.. _causes];

    public void Required(FieldPath path, string detail) => Add(path, "FieldValueRequired", "Required value", detail);

    /// <param name="value">As upstream prints it: strings quoted by the caller through <see cref="Quote"/>, numbers plain.</param>
    public void Invalid(FieldPath path, string value, string detail) => Add(path, "FieldValueInvalid", "Invalid value: " + value, detail);

    /// <param name="value">The name of the type that the value has.</param>
    public void TypeInvalid(FieldPath path, string value, string detail) =>
        Add(path, "FieldValueTypeInvalid", "Invalid value: " + value, detail);

    public void Duplicate(FieldPath path, string value) => Add(path, "FieldValueDuplicate", "Duplicate value: " + value, "");

    public void NotFound(FieldPath path, string value) => Add(path, "FieldValueNotFound", "Not found: " + value, "");

    public void Forbidden(FieldPath path, string detail) => Add(path, "FieldValueForbidden", "Forbidden", detail);

    /// <param name="supported">In the order in which upstream lists them.</param>
    public void NotSupported(FieldPath path, string value, params ReadOnlySpan<string> supported)
    {
        var text = "";
        foreach (var choice in supported)
        {
            text += (text.Length > 0 ? ", " : "supported values: ") + Quote(choice);
        }

        Add(path, "FieldValueNotSupported", "Unsupported value: " + value, text);
    }

    public void TooLong(FieldPath path, int maxLength) =>
        Add(path, "FieldValueTooLong", "Too long", $"may not be more than {maxLength} {(maxLength == 1 ? "byte" : "bytes")}");

    public void TooMany(FieldPath path, int actual, int max) =>
        Add(path, "FieldValueTooMany", $"Too many: {actual}", $"must have at most {max} {(max == 1 ? "item" : "items")}");

    public void Internal(FieldPath path, string detail) => Add(path, "InternalError", "Internal error", detail);

    /// <summary>The text in double quotes, escaped as Go's %q does it for plain text.</summary>
    public static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n") + "\"";

    private void Add(FieldPath path, string reason, string message, string detail) =>
        (_causes ??= []).Add(new StatusCause
        {
            Type = reason,
            Field = path.ToString(),
            Message = detail.Length == 0 ? message : message + ": " + detail,
        });
}
