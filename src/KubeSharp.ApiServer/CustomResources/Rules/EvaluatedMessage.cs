using System.Text;
using KubeSharp.Cel.Values;

namespace KubeSharp.ApiServer.CustomResources.Rules;

/// <summary>What a message expression gave.</summary>
internal static class EvaluatedMessage
{
    private const int MaxBytes = 5 * 1024;

    /// <summary>Null if it is no message: an error, empty, too long, or of several lines.</summary>
    public static string? Of(in CelValue value)
    {
        if (value.Kind != CelKind.String)
        {
            return null;
        }

        var text = value.AsString.Trim();
        return text.Length == 0 || Encoding.UTF8.GetByteCount(text) > MaxBytes || text.Contains('\n', StringComparison.Ordinal) ? null : text;
    }
}
